using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Tables;

namespace Counterpoise.Tests.Resampling;

public class TableResamplingTests
{
    private static readonly Table Numbers = new Table([new NumericColumn("a", [.. Enumerable.Range(0, 12).Select(i => (double)i)])], [.. Enumerable.Range(100, 12).Select(i => (long)i)])
        .With(new Labels("y", ["no", "yes"], [.. Enumerable.Range(0, 12).Select(i => i < 3 ? 1 : 0)]))
        .With([.. Enumerable.Range(0, 12).Select(i => i + 0.5)]);

    [Fact]
    public void Originals_keep_their_ids_and_new_rows_get_new_ones()
    {
        var (table, result) = new Smote(new() { K = 2 }).Resample(Numbers, new RandomStream(1));
        Assert.Equal(Enumerable.Range(100, 18).Select(i => (long)i), table.RowIds.ToArray());
        Assert.Equal([9, 9], table.Labels!.ClassCounts());
        Assert.Equal(result.Features.Column(0), ((NumericColumn)table["a"]).Values.ToArray());
        Assert.All(Enumerable.Range(12, 6), i => Assert.Equal(result.Provenance[i].Seed + 0.5, table.Weights![i]));
    }

    [Fact]
    public void Under_sampling_keeps_the_ids_of_the_rows_that_stay()
    {
        var (table, result) = new RandomUnderSampler().Resample(Numbers, new RandomStream(1));
        Assert.Equal(result.SelectedRows.Select(row => 100L + row), table.RowIds.ToArray());
    }

    [Fact]
    public void Categories_need_a_method_that_takes_them()
    {
        var mixed = Numbers.With([Numbers["a"], CategoricalColumn.FromValues("c", [.. Enumerable.Range(0, 12).Select(i => i < 3 ? "red" : "blue")])]);
        var fault = Assert.Throws<ArgumentException>(() => new Smote(new() { K = 2 }).Resample(mixed, new RandomStream(1)));
        Assert.Contains("'c' (1)", fault.Message);
        Assert.Throws<ArgumentException>(() => new SmoteNc(new() { K = 2, CategoricalColumns = [0] }).Resample(mixed, new RandomStream(1)));
        var (table, _) = new SmoteNc(new() { K = 2, CategoricalColumns = [1] }).Resample(mixed, new RandomStream(1));
        Assert.All(Enumerable.Range(12, 6), i => Assert.Equal("red", table["c"].Text(i)));
    }
}
