package dropwizardapm.lab.load;

/**
 * Requests for one path that come independently of each other (Poisson) at a mean rate.
 *
 * @param keepAlive over connections that are used again, or each over one of its own
 */
public record Arrivals(String path, double perSecond, boolean keepAlive) {
  Arrivals(String path, double perSecond) {
    this(path, perSecond, true);
  }

  static Arrivals compute(int n, double perSecond) {
    return new Arrivals("/compute/" + n, perSecond);
  }
}
