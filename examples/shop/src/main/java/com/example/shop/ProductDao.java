package com.example.shop;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The products in the database. */
@RegisterConstructorMapper(Product.class)
public interface ProductDao {
  @SqlUpdate(
      "CREATE TABLE IF NOT EXISTS product"
          + " (id serial PRIMARY KEY, name text NOT NULL, stock int NOT NULL DEFAULT 0)")
  void createTable();

  @SqlQuery("SELECT id, name, stock FROM product ORDER BY id LIMIT 100")
  List<Product> list();

  @SqlQuery("SELECT id, name, stock FROM product WHERE id = :id")
  Optional<Product> find(@Bind("id") int id);

  @SqlUpdate("INSERT INTO product (name) VALUES (:name)")
  @GetGeneratedKeys("id")
  int add(@Bind("name") String name);

  /** Returns how many products there are. */
  @SqlUpdate("UPDATE product SET stock = stock + :count")
  int restock(@Bind("count") int count);
}
