using Counterpoise.Profiles;
using Counterpoise.Randomness;
using Counterpoise.Tables;
using CategoricalColumn = Counterpoise.Tables.CategoricalColumn;

namespace Counterpoise.Tests.Profiles;

public class SuspectColumnsTests
{
    private static readonly Labels Failure = new("y", ["ok", "failed"], [.. Enumerable.Range(0, 200).Select(i => i % 20 == 0 ? 1 : 0)]);

    [Theory]
    [InlineData("id", "it counts the rows from 7 to 206")]
    [InlineData("serial", "200 different names in 200 rows")]
    public void A_column_that_names_rows_is_suspect(string column, string evidence)
    {
        var suspect = Assert.Single(Of(column));
        Assert.Equal((column, ColumnSuspicion.NamesRows, evidence), (suspect.Column, suspect.Suspicion, suspect.Evidence));
    }

    [Theory]
    [InlineData("flag", "it is 1 in 5 rows, 5 of them of class 'failed', which has 5.0% of all rows")]
    [InlineData("cause", "it is broken in 5 rows, 5 of them of class 'failed', which has 5.0% of all rows")]
    [InlineData("repaired", "it is there in 10 rows, 10 of them of class 'failed', which has 5.0% of all rows")]
    [InlineData("downtime", "alone it ranks class 'failed' with an AUROC of 1.0000")]
    [InlineData("uptime", "alone it ranks class 'failed' with an AUROC of 1.0000")]
    public void A_column_that_gives_the_class_away_is_suspect(string column, string evidence)
    {
        var suspect = Assert.Single(Of(column));
        Assert.Equal((column, ColumnSuspicion.GivesAnswerAway, evidence), (suspect.Column, suspect.Suspicion, suspect.Evidence));
    }

    [Theory]
    [InlineData("noise")]
    [InlineData("good")]
    [InlineData("type")]
    [InlineData("lucky")]
    [InlineData("majority")]
    public void A_column_that_merely_helps_or_says_nothing_is_not(string column) => Assert.Empty(Of(column));

    [Fact]
    public void Twenty_rows_are_the_least_that_tell_anything() =>
        Assert.Empty(SuspectColumns.Of(Rows().Select([.. Enumerable.Range(0, 19)])));

    [Fact]
    public void Suspects_come_first_in_the_advice()
    {
        var advice = DataAdvice.Of(ClassProfile.OfLabels(Failure.Codes, Failure.Classes), null, [.. Of("serial"), .. Of("flag")]);
        Assert.Equal((AdviceKind.Do, AdviceKind.DoNot), (advice[0].Kind, advice[1].Kind));
        Assert.Contains("'serial'", advice[0].What);
        Assert.Contains("it is 1 in 5 rows", advice[1].Evidence);
        Assert.True(advice.Count > 2);
    }

    private static IReadOnlyList<SuspectColumn> Of(string column) => SuspectColumns.Of(new Table([Rows()[column]]).With(Failure));

    private static Table Rows()
    {
        var random = new RandomStream(3);
        int[] rows = [.. Enumerable.Range(0, 200)];
        double[] Numbers(Func<int, double> value) => [.. rows.Select(value)];
        return new Table([
            new NumericColumn("id", Numbers(i => 206 - i)),
            CategoricalColumn.FromValues("serial", [.. rows.Select(i => $"M{i}")]),
            new NumericColumn("flag", Numbers(i => i % 40 == 0 ? 1 : 0)),
            CategoricalColumn.FromValues("cause", [.. rows.Select(i => i % 40 == 0 ? "broken" : null)]),
            new NumericColumn("repaired", Numbers(i => i % 20 == 0 ? i : double.NaN)),
            new NumericColumn("downtime", Numbers(i => Failure[i] + (0.5 * random.NextDouble()))),
            new NumericColumn("uptime", Numbers(i => (0.5 * random.NextDouble()) - Failure[i])),
            new NumericColumn("noise", Numbers(_ => random.NextNormal())),
            new NumericColumn("good", Numbers(i => (2 * Failure[i]) + random.NextNormal())),
            CategoricalColumn.FromValues("type", [.. rows.Select(i => i % 3 == 0 ? "L" : "H")]),

            // Three rare rows under one name are no wonder among 200: 0.05³ is more than one in a million.
            CategoricalColumn.FromValues("lucky", [.. rows.Select(i => i is 0 or 20 or 40 ? "x" : "y")]),
            CategoricalColumn.FromValues("majority", [.. rows.Select(i => i % 20 is > 10 ? "fine" : "other")]),
        ]).With(Failure);
    }
}
