package com.example.shop;

/** What is sold, and how many of it are there. */
public record Product(int id, String name, int stock) {}
