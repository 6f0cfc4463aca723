using Counterpoise.Messages;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Tables;

namespace Counterpoise.Tests.Resampling;

public class TableResamplingTests
{
    private static readonly Table Numbers = new Table([new NumericColumn("a", [.. Enumerable.Range(0, 12).Select(i => (double)i)])],
        [.. Enumerable.Range(100, 12).Select(i => (long)i)])
        .With(new Labels("y", ["no", "yes"], [.. Enumerable.Range(0, 12).Select(i => i < 3 ? 1 : 0)]))
        .With([.. Enumerable.Range(0, 12).Select(i => i + 0.5)]);

    [Fact]
    public void Originals_keep_their_ids_and_new_rows_get_new_ones()
    {
        var (table, result) = new Smote(new() { K = 2 }).Resample(Numbers, new RandomStream(1));
        Assert.Equal([.. Enumerable.Range(100, 12).Select(i => (long)i), -1, -2, -3, -4, -5, -6], table.RowIds.ToArray());
        Assert.Equal([9, 9], table.Labels!.ClassCounts());
        Assert.Equal(result.Features.Column(0), ((NumericColumn)table["a"]).Values.ToArray());
        Assert.All(Enumerable.Range(12, 6), i => Assert.Equal(result.Provenance[i].Seed + 0.5, table.Weights![i]));
    }

    [Fact]
    public void A_new_row_knows_all_rows_it_was_made_from_near_and_far()
    {
        var (once, first) = new Smote(new() { K = 2 }).Resample(Numbers.Select([0, 1, 2, 5, 6, 7, 8]), new RandomStream(1));
        Assert.Equal(first.Parents(7).Select(p => once.RowIds[p]).Order(), once.ParentsOf(7).Order());
        Assert.Empty(once.ParentsOf(3));
        var (twice, second) = new RandomOverSampler(new() { Strategy = SamplingStrategy.Counts(new Dictionary<int, int> { [1] = 30 }) })
            .Resample(once, new RandomStream(2));
        Assert.All(Enumerable.Range(8, twice.RowCount - 8),
            i => Assert.Equal(once.ParentsOf(second.Provenance[i].Seed).Prepend(once.RowIds[second.Provenance[i].Seed]),
            twice.ParentsOf(i)));
        Assert.Contains(Enumerable.Range(8, twice.RowCount - 8), i => twice.ParentsOf(i).Count == 3);
        Assert.Equal(twice.ParentsOf(20), twice.Select([20, 0]).Without("a").Concat(Numbers.Select([11]).Without("a")).ParentsOf(0));
        Assert.Contains("before they are resampled", Assert.Throws<InvalidOperationException>(() =>
            once.WithRowIds(new long[once.RowCount])).Message);
    }

    [Fact]
    public void Smote_nc_asks_the_table_which_columns_are_names()
    {
        var mixed = Numbers.With([Numbers["a"], CategoricalColumn.FromValues("c",
            [.. Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? "red" : "blue")])]);
        var asked = new SmoteNc(new() { K = 2 }).Resample(mixed, new RandomStream(1)).Result.Features;
        Assert.Equal(new SmoteNc(new() { K = 2, CategoricalColumns = [1] }).Resample(mixed, new RandomStream(1)).Result.Features.Data,
            asked.Data);
        Assert.Contains("name them in CategoricalColumns", Assert.Throws<ArgumentException>(() =>
            new SmoteNc().Resample(mixed.ToCodedMatrix(), mixed.Labels!.Codes.ToArray(), new RandomStream(1))).Message);
        Assert.Contains("categorical columns are none of 1",
            Assert.Throws<ArgumentException>(() => new SmoteNc().Resample(Numbers, new RandomStream(1))).Message);
    }

    [Fact]
    public void What_a_method_refuses_or_notes_is_said_in_the_names_of_the_table()
    {
        Assert.StartsWith("class 'yes' has 3 rows, SMOTE with k=5",
            Assert.Throws<DataMismatchException>(() => new Smote().Resample(Numbers, new RandomStream(1))).Message);
        var gap = Numbers.With([new NumericColumn("b", new double[12]),
            new NumericColumn("a", [.. Enumerable.Range(0, 12).Select(i => i == 4 ? double.PositiveInfinity : i)])]);
        Assert.StartsWith("row 4, column 'a' is an infinity",
            Assert.Throws<DataMismatchException>(() => new Smote(new() { K = 2 }).Resample(gap, new RandomStream(1))).Message);
        var unknown = new RandomOverSampler(new() { Strategy = SamplingStrategy.Counts(new Dictionary<int, int> { [7] = 30 }) });
        Assert.Equal("class 7 is not in the data; found classes 'no', 'yes'",
            Assert.Throws<DataMismatchException>(() => unknown.Resample(Numbers, new RandomStream(1))).Message);
        var one = Numbers.Select([0, 3, 4, 5, 6, 7, 8]);
        Assert.Equal("class 'yes' has 1 row, which was duplicated",
            Assert.Single(new QcSmote(new() { K = 2 }).Resample(one, new RandomStream(1)).Result.Notes).ToString());
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
        var mixed = Numbers.With([Numbers["a"], CategoricalColumn.FromValues("c",
            [.. Enumerable.Range(0, 12).Select(i => i < 3 ? "red" : "blue")])]);
        var fault = Assert.Throws<ArgumentException>(() => new Smote(new() { K = 2 }).Resample(mixed, new RandomStream(1)));
        Assert.Contains("'c' (1)", fault.Message);
        Assert.Throws<ArgumentException>(() => new SmoteNc(new() { K = 2, CategoricalColumns = [0] }).Resample(mixed, new RandomStream(1)));
        var (table, _) = new SmoteNc(new() { K = 2, CategoricalColumns = [1] }).Resample(mixed, new RandomStream(1));
        Assert.All(Enumerable.Range(12, 6), i => Assert.Equal("red", table["c"].Text(i)));
    }
}
