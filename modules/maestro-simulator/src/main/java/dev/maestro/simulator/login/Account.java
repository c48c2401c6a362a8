package dev.maestro.simulator.login;

import dev.maestro.simulator.LoginStep;
import dev.maestro.simulator.Vendor;
import dev.maestro.simulator.exchange.Faults;
import dev.maestro.simulator.exchange.Fields;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Keys;
import dev.maestro.simulator.exchange.LoginPath;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A vendor's logins: its grants, and how it is told to treat people at the moment. */
public final class Account {
  private static final int MOST_KEYS = 20_000;

  private final Vendor vendor;
  private final Keys keys;
  private final Grants grants;
  private final Faults<LoginStep> faults = new Faults<>();
  private final Set<String> minted = new LinkedHashSet<>();
  private final AtomicLong refreshRequests = new AtomicLong();
  private volatile Duration expiresIn;
  private volatile Duration codeLife = Duration.ofMinutes(5);
  private volatile boolean organization = true;
  private volatile boolean deny;

  public Account(Vendor vendor, Keys keys, TokenShape shape) {
    this.vendor = vendor;
    this.keys = keys;
    this.grants = new Grants(shape);
    this.expiresIn =
        switch (vendor) {
          case ANTHROPIC -> Duration.ofHours(8);
          case OPENAI -> Duration.ofDays(10);
          case GEMINI -> Duration.ofSeconds(3599);
        };
  }

  public Vendor vendor() {
    return vendor;
  }

  public Grants grants() {
    return grants;
  }

  public Faults<LoginStep> faults() {
    return faults;
  }

  /** Counts a request the moment it is in. */
  public void arrived(Incoming incoming) {
    boolean token =
        LoginPath.of(incoming.path()).filter(at -> at.step() == LoginStep.TOKEN).isPresent();
    if (token && Fields.of(incoming).text("grant_type").equals("refresh_token")) {
      refreshRequests.incrementAndGet();
    }
  }

  public long refreshRequests() {
    return refreshRequests.get();
  }

  /** A code for a request that a person has agreed to. */
  public String agree(AuthorizationRequest request, Terms terms) {
    long until = System.currentTimeMillis() + codeLife.toMillis();
    return grants.keep(
        new Code(terms, request.redirectUri(), request.challenge(), request.state(), until));
  }

  /** The first tokens of a new grant. */
  public Issued open(Terms terms) {
    return grants.open(terms, expiresIn);
  }

  public Refreshed refresh(Fields fields) {
    return grants.refresh(
        fields.text("refresh_token"), fields.text("client_id"), fields.text("scope"), expiresIn);
  }

  /** Has the vendor's API accept one more key. */
  public String mint(String key) {
    synchronized (minted) {
      keys.add(vendor, key);
      minted.add(key);
      if (minted.size() > MOST_KEYS) {
        String oldest = minted.iterator().next();
        minted.remove(oldest);
        keys.remove(vendor, oldest);
      }
    }
    return key;
  }

  /** Has it refuse all keys that were minted so far. */
  public void expireKeys() {
    synchronized (minted) {
      minted.forEach(key -> keys.remove(vendor, key));
      minted.clear();
    }
  }

  public Duration expiresIn() {
    return expiresIn;
  }

  public void expiresIn(Duration life) {
    expiresIn = life;
  }

  public void codeLife(Duration life) {
    codeLife = life;
  }

  /** Whether accounts have an organisation in which keys can be minted. */
  public boolean organization() {
    return organization;
  }

  public void organization(boolean value) {
    organization = value;
  }

  /** Whether people refuse. */
  public boolean deny() {
    return deny;
  }

  public void deny(boolean value) {
    deny = value;
  }
}
