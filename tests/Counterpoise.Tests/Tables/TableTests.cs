using Counterpoise.Numerics;
using Counterpoise.Tables;

namespace Counterpoise.Tests.Tables;

public class TableTests
{
    private static readonly Table Fruit = new Table([
        new NumericColumn("weight", [1, 2, double.NaN, 4]),
        CategoricalColumn.FromValues("colour", ["red", null, "green", "red"]),
        new NumericColumn("sweet", [1, 0, 10, 2]),
        new NumericColumn("day", [3, 1, 2, 4]),
        CategoricalColumn.FromValues("tree", ["b", "a", "a", "b"]),
    ]).WithTarget("sweet").WithTime("day").WithGroups("tree");

    [Fact]
    public void Everything_about_a_row_travels_with_it()
    {
        var table = Fruit.With([0.5, 1, 1.5, 2]).Select([3, 1, 1]);
        Assert.Equal([3, 1, 1], table.RowIds.ToArray());
        Assert.Equal(["red", "", ""], Enumerable.Range(0, 3).Select(table["colour"].Text));
        Assert.Equal([2, 0, 0], table.Labels!.Codes.ToArray());
        Assert.Equal([2, 1, 1], table.Weights!);
        Assert.Equal([4, 1, 1], table.Time!);
        Assert.Equal([1, 0, 0], table.Groups!.Codes.ToArray());
        Assert.Equal([3], table.Select([0]).RowIds.ToArray());
    }

    [Fact]
    public void Numeric_classes_are_sorted_by_value()
    {
        Assert.Equal(["0", "1", "2", "10"], Fruit.Labels!.Classes);
        Assert.Equal([1, 0, 3, 2], Fruit.Labels.Codes.ToArray());
        Assert.Equal(["weight", "colour"], Fruit.Columns.Select(c => c.Name));
    }

    [Fact]
    public void Joined_tables_share_one_dictionary()
    {
        var other = new Table([new NumericColumn("weight", [9]), CategoricalColumn.FromValues("colour", ["blue"])], [77]);
        var joined = Fruit.Without("colour", "weight").With(Fruit.Columns);
        Assert.Throws<ArgumentException>(() => joined.Concat(other));
        var features = new Table(Fruit.Columns).Concat(other);
        Assert.Equal(["green", "red", "blue"], ((CategoricalColumn)features["colour"]).Categories);
        Assert.Equal([1, -1, 0, 1, 2], ((CategoricalColumn)features["colour"]).Codes.ToArray());
        Assert.Equal([0, 1, 2, 3, 77], features.RowIds.ToArray());
    }

    [Fact]
    public void A_coded_matrix_and_back_gives_the_same_cells()
    {
        var coded = Fruit.ToCodedMatrix();
        Assert.Equal([1, 1, 2, double.NaN, double.NaN, 0, 4, 1], coded.Data);
        var back = Fruit.FromCodedMatrix(coded);
        Assert.Equal(Fruit.Columns.SelectMany(c => Enumerable.Range(0, 4).Select(c.Text)),
            back.Columns.SelectMany(c => Enumerable.Range(0, 4).Select(c.Text)));
        Assert.Contains("OneHotEncoder", Assert.Throws<InvalidOperationException>(Fruit.ToMatrix).Message);
        Assert.Equal(["x0", "x1"], Table.FromMatrix(new DenseMatrix(3, 2)).Columns.Select(c => c.Name));
    }

    [Fact]
    public void Faults_name_what_was_found()
    {
        Assert.Contains("no column 'wieght'; the columns are weight, colour",
            Assert.Throws<ArgumentException>(() => Fruit["wieght"]).Message);
        Assert.Contains("1 of 4 rows (the first is row 1)", Assert.Throws<ArgumentException>(() => Fruit.WithTarget("colour")).Message);
        Assert.Contains("row 2 has weight -1", Assert.Throws<ArgumentException>(() => Fruit.With([1, 1, -1, 1])).Message);
        Assert.Contains("has 3 rows, the table 4", Assert.Throws<ArgumentException>(() => Fruit.With([1, 1, 1])).Message);
        Assert.Throws<ArgumentException>(() => new Table([new NumericColumn("a", [1]), new NumericColumn("a", [1])]));
        Assert.Contains("has code 2 in row 1", Assert.Throws<ArgumentException>(() => new CategoricalColumn("c", ["x", "y"], [0, 2]))
            .Message);
    }

    [Fact]
    public void The_minority_class_is_the_rarest_that_is_present()
    {
        Assert.Equal(2, new Labels("y", ["a", "b", "c"], [0, 0, 2]).MinorityClass());
        Assert.Equal([2, 0, 1], new Labels("y", ["a", "b", "c"], [0, 0, 2]).ClassCounts());
    }

    [Fact]
    public void An_empty_table_has_no_rows_and_no_columns()
    {
        var empty = new Table([]);
        Assert.Equal((0, 0), (empty.RowCount, empty.ToMatrix().Columns));
        Assert.Equal(0, Fruit.Select([]).RowCount);
    }
}
