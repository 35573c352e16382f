package dev.drydock.junit.internal.ready;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.junit.internal.session.ContainerWatch;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a driver answers, and what is made of it. */
class JdbcConditionTests {
    private final MadeUpDriver driver = new MadeUpDriver();

    @BeforeEach
    void register() throws SQLException {
        DriverManager.registerDriver(driver);
    }

    @AfterEach
    void deregister() throws SQLException {
        DriverManager.deregisterDriver(driver);
    }

    @Test
    void aConnectionThatIsValidIsEnough() {
        assertThat(look("jdbc:madeup:valid").holds()).isTrue();
        assertThat(look("jdbc:madeup:invalid"))
                .isEqualTo(new BesideCondition.Look(false, "the connection isn't valid"));
    }

    @Test
    void aRefusedLoginIsSeenWithoutThePassword() {
        assertThat(look("jdbc:madeup:refused;password=s3cret"))
                .isEqualTo(
                        new BesideCondition.Look(false, "the database at jdbc:madeup:refused is starting up (57P03)"));
    }

    private static BesideCondition.Look look(String url) {
        return new JdbcCondition(url, new ContainerWatch(), Runnable::run).look();
    }

    /** Does what the URL says. */
    private static final class MadeUpDriver implements Driver {
        @Override
        public Connection connect(String url, Properties info) throws SQLException {
            if (!acceptsURL(url)) {
                return null;
            }
            if (url.contains("refused")) {
                throw new SQLException("the database at " + url + " is starting up", "57P03");
            }
            return (Connection) Proxy.newProxyInstance(
                    MadeUpDriver.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, args) -> method.getName().equals("isValid") ? !url.contains("invalid") : null);
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith("jdbc:madeup:");
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException();
        }
    }
}
