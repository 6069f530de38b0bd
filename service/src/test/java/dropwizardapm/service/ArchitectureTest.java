package dropwizardapm.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
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
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dropwizardapm.bundle.*..")
        .because("what a user cannot have, the sample must not need")
        .check(SERVICE);
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
