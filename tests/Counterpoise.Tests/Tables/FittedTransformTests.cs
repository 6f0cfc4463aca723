using Counterpoise.Tables;

namespace Counterpoise.Tests.Tables;

public class FittedTransformTests
{
    private static readonly Table Training = new([
        new NumericColumn("a", [2, 4, double.NaN, 6]),
        new NumericColumn("constant", [0.1, 0.1, 0.1, 0.1]),
        CategoricalColumn.FromValues("c", ["x", "y", "y", null]),
    ]);

    private static readonly Table Test = new([
        new NumericColumn("a", [double.NaN, 8]),
        new NumericColumn("constant", [0.1, 1.1]),
        CategoricalColumn.FromValues("c", ["z", null]),
    ]);

    [Fact]
    public void Standardising_uses_the_training_rows_alone()
    {
        var scaled = Standardizer.Fit(Training).Apply(Test);
        var a = (NumericColumn)scaled["a"];
        Assert.True(double.IsNaN(a[0]));
        Assert.Equal((8 - 4) / Math.Sqrt(8.0 / 3), a[1], 1e-12);
        Assert.Equal(1.0, ((NumericColumn)scaled["constant"])[1], 1e-12);
        Assert.Same(Test["c"], scaled["c"]);
        Assert.Equal(8, ((NumericColumn)Standardizer.Fit(Training).Invert(scaled)["a"])[1], 1e-12);
    }

    [Fact]
    public void Missing_values_are_filled_with_the_median_and_the_most_frequent_category_of_the_training_rows()
    {
        var filled = MedianImputer.Fit(Training).Apply(Test);
        Assert.Equal(["4", "8"], Enumerable.Range(0, 2).Select(filled["a"].Text));
        Assert.Equal(["z", "y"], Enumerable.Range(0, 2).Select(filled["c"].Text));
        var empty = new Table([new NumericColumn("gone", [double.NaN])]);
        Assert.Contains("'gone' has no value", Assert.Throws<ArgumentException>(() => MedianImputer.Fit(empty)).Message);
    }

    [Fact]
    public void One_column_stands_for_each_training_category_and_unknown_ones_are_zero()
    {
        var encoder = OneHotEncoder.Fit(Training);
        var encoded = encoder.Apply(Training);
        Assert.Equal(["a", "constant", "c=x", "c=y"], encoded.Columns.Select(c => c.Name));
        Assert.Equal([0, 1, 1, 0], ((NumericColumn)encoded["c=y"]).Values.ToArray());
        Assert.All(encoder.Apply(Test).Columns.Skip(2), c => Assert.Equal([0, 0], ((NumericColumn)c).Values.ToArray()));
        Assert.Throws<ArgumentException>(() => encoder.Apply(new Table([CategoricalColumn.FromValues("other", ["x"])])));
    }
}
