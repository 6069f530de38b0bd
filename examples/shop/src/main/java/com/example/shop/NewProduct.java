package com.example.shop;

import jakarta.validation.constraints.NotBlank;

/** What the keeper sends of a product that is not there yet. */
public record NewProduct(@NotBlank String name) {}
