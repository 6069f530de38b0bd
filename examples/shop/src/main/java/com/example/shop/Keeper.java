package com.example.shop;

import java.security.Principal;

/** Who may add products. */
public record Keeper(String name) implements Principal {
  @Override
  public String getName() {
    return name;
  }
}
