package dropwizardapm.service;

import dropwizardapm.service.http.WarmUp;
import dropwizardapm.service.logging.ServiceLoggingFactory;
import dropwizardapm.service.metrics.ConfigInfo;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.cli.CheckCommand;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.util.JarLocation;

/** The service. Wiring only: a user's own application registers its resources in {@link #run}. */
public class ServiceApplication extends Application<ServiceConfiguration> {
  private final WarmUp warmUp = new WarmUp();

  public static void main(String[] args) throws Exception {
    new ServiceApplication().run(args);
  }

  /**
   * As Dropwizard's own, but the warm-up begins beside it, and the metrics of the JVM for JMX,
   * which take a tenth of a second to find, are left to the time after the start.
   */
  @Override
  public void run(String... arguments) throws Exception {
    if (arguments.length > 0 && arguments[0].equals(StartCommand.NAME)) warmUp.begin();
    Bootstrap<ServiceConfiguration> bootstrap = new Bootstrap<>(this);
    Thread.ofPlatform().daemon().name("validation").start(() -> learn(bootstrap));
    addDefaultCommands(bootstrap);
    initialize(bootstrap);
    new Cli(new JarLocation(getClass()), bootstrap, System.out, System.err)
        .run(arguments)
        .ifPresent(this::onFatalError);
  }

  /** Hibernate Validator reads its classes while this thread's caller reads the configuration. */
  private static void learn(Bootstrap<?> bootstrap) {
    bootstrap.getValidatorFactory().getValidator().validate(new ServiceConfiguration());
  }

  @Override
  public String getName() {
    return "dropwizard-app";
  }

  @Override
  protected void bootstrapLogging() {
    ServiceLoggingFactory.bootstrap();
  }

  @Override
  public void initialize(Bootstrap<ServiceConfiguration> bootstrap) {
    bootstrap.setConfigurationFactoryFactory(
        (_, validator, _, prefix) -> Defaults.reader(validator, prefix));
    ConfigInfo config = new ConfigInfo(bootstrap.getConfigurationSourceProvider());
    bootstrap.setConfigurationSourceProvider(
        new SubstitutingSourceProvider(config, new EnvironmentVariableSubstitutor(true)));
    bootstrap.addBundle(new MonitoredBundle(bootstrap, config, warmUp));
  }

  @Override
  protected void addDefaultCommands(Bootstrap<ServiceConfiguration> bootstrap) {
    bootstrap.addCommand(new StartCommand(this, warmUp));
    bootstrap.addCommand(new CheckCommand<>(this));
  }

  /** {@code environment.jersey().register(…)} belongs here. */
  @Override
  public void run(ServiceConfiguration configuration, Environment environment) {}
}
