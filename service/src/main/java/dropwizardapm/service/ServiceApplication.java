package dropwizardapm.service;

import dropwizardapm.bundle.ApmBundle;
import dropwizardapm.bundle.HealthCheckKind;
import dropwizardapm.bundle.JournalLoggingFactory;
import dropwizardapm.bundle.WarmUp;
import dropwizardapm.service.compute.ComputePool;
import dropwizardapm.service.endpoint.AdmissionCheck;
import dropwizardapm.service.endpoint.ComputeEndpoint;
import dropwizardapm.service.endpoint.ComputeRehearsal;
import dropwizardapm.service.endpoint.WorkerProgressCheck;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.cli.CheckCommand;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.dropwizard.util.JarLocation;
import java.time.Duration;

/** The sample: a service that computes. */
public class ServiceApplication extends Application<ServiceConfiguration> {
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final WarmUp warmUp = new WarmUp(ComputeRehearsal::new);
  private final ApmBundle<ServiceConfiguration> apm =
      new ApmBundle<>(ServiceConfiguration::getApm, warmUp::finish).withProblemDetails();

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
    JournalLoggingFactory.bootstrap();
  }

  @Override
  public void initialize(Bootstrap<ServiceConfiguration> bootstrap) {
    bootstrap.setConfigurationFactoryFactory(
        (_, validator, _, prefix) -> ConfigurationReader.reader(validator, prefix));
    bootstrap.addBundle(apm);
    bootstrap.setConfigurationSourceProvider(
        new SubstitutingSourceProvider(
            bootstrap.getConfigurationSourceProvider(), new EnvironmentVariableSubstitutor(true)));
  }

  @Override
  protected void addDefaultCommands(Bootstrap<ServiceConfiguration> bootstrap) {
    bootstrap.addCommand(new StartCommand(this, warmUp));
    bootstrap.addCommand(new CheckCommand<>(this));
  }

  @Override
  public void run(ServiceConfiguration configuration, Environment environment) {
    ComputePool pool =
        new ComputePool(
            configuration.getCompute().limits(Runtime.getRuntime().availableProcessors()),
            Thread.ofPlatform().daemon().name("compute-", 0).factory(),
            System::nanoTime);
    environment.lifecycle().manage(new AutoCloseableManager(pool));
    AdmissionCheck admission = new AdmissionCheck(System::nanoTime);
    environment.healthChecks().register("admission", admission);
    environment.healthChecks().register("workers", new WorkerProgressCheck(pool, SILENCE));
    apm.classify("workers", HealthCheckKind.LIVENESS);
    apm.serve(new ComputeEndpoint(pool, admission, apm.registry(), apm::rejected));
  }
}
