package dropwizardapm.lab;

import org.junit.jupiter.api.Order;

/** Every query of every panel, asked of the live Prometheus after a load. */
@NeedsLab
@Order(6)
class ITDashboards {}
