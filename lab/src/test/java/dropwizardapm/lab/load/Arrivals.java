package dropwizardapm.lab.load;

/** Requests for one path that come independently of each other (Poisson) at a mean rate. */
record Arrivals(String path, double perSecond) {
  static Arrivals compute(int n, double perSecond) {
    return new Arrivals("/compute/" + n, perSecond);
  }
}
