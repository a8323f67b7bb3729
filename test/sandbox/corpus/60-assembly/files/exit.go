package main

func leave()

func init() { leave() }
