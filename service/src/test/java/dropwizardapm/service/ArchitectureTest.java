package dropwizardapm.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  /** All that the sample needs of the bundle; what is named here is to become its public API. */
  private static final Set<String> API =
      new TreeSet<>(
          Set.of(
              "ApmBundle",
              "ApmConfiguration",
              "health.Weight",
              "http.Endpoint",
              "http.Exchange",
              "http.Problem",
              "http.WarmUp",
              "http.WarmUp$Rehearsal",
              "logging.ServiceLoggingFactory",
              "metrics.Registration",
              "metrics.catalogue.DropwizardMetricNames",
              "metrics.catalogue.Metric",
              "metrics.catalogue.ServiceMetrics",
              "server.Connectors",
              "server.EventLoops",
              "tcp.TcpConnection",
              "tcp.TcpTable",
              "trace.Span",
              "trace.Span$Time"));

  private static final String BUNDLE = "dropwizardapm.bundle.";

  private static final JavaClasses SERVICE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dropwizardapm.service");

  @Test
  void compute_knowsNothingButTheJdk() {
    classes()
        .that()
        .resideInAPackage("..compute..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dropwizardapm.service.compute..", "java..", "org.jspecify.annotations")
        .check(SERVICE);
  }

  @Test
  void sample_usesNothingOfTheBundleButItsApi() {
    Set<String> used =
        SERVICE.stream()
            .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
            .map(Dependency::getTargetClass)
            .map(JavaClass::getName)
            .filter(name -> name.startsWith(BUNDLE))
            .map(name -> name.substring(BUNDLE.length()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(used).isEqualTo(API);
  }

  @Test
  void packages_haveNoCycles() {
    SlicesRuleDefinition.slices()
        .matching("dropwizardapm.service.(*)..")
        .should()
        .beFreeOfCycles()
        .check(SERVICE);
  }
}
