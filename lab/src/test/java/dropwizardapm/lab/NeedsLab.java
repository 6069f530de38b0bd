package dropwizardapm.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs on {@link Lab#STACK}, which is booted blank before the first such class and removed after
 * the last: one class after the other, as each needs what the one before it left.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LabExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
@interface NeedsLab {}
