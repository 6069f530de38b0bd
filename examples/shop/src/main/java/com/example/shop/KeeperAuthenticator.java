package com.example.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropwizard.auth.Authenticator;
import io.dropwizard.auth.basic.BasicCredentials;
import java.security.MessageDigest;
import java.util.Optional;

/** Knows the keeper by the password in the configuration. */
public class KeeperAuthenticator implements Authenticator<BasicCredentials, Keeper> {
  private final byte[] password;

  public KeeperAuthenticator(String password) {
    this.password = password.getBytes(UTF_8);
  }

  @Override
  public Optional<Keeper> authenticate(BasicCredentials credentials) {
    byte[] given = credentials.getPassword().getBytes(UTF_8);
    return MessageDigest.isEqual(given, password)
        ? Optional.of(new Keeper(credentials.getUsername()))
        : Optional.empty();
  }
}
