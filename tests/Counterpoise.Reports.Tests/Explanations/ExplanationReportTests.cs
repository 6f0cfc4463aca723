using Counterpoise.Explanations;
using Counterpoise.Numerics;
using Counterpoise.Reports.Explanations;
using Counterpoise.Reports.Tests.Fixtures;

namespace Counterpoise.Tests.Reports.Explanations;

public class ExplanationReportTests
{
    private static ExplanationSummary Summary => new()
    {
        Title = "Boosting explained", Origin = "machines.csv & co", Created = new DateOnly(2026, 11, 30), Headline = "told by torque",
            Sentences = ["One seed."],
        Output = "log-odds", ClassNames = ["fine", "<rare>"], Columns = ["torque", "name"], Labels = [0, 1, 0], Row = 1,
            RowPlace = "line 3", RowTexts = ["42", "a"], ShownClasses = [1],
        Attribution = new Attribution([1, -1], [-.5, 0, .5, 0, -2, .1, 2, -.1, 1, 0, -1, 0], 3, 2),
            Places = [0, double.NaN, 1, double.NaN, .5, double.NaN], CommandLine = "counterpoise explain",
    };

    [Fact]
    public void The_page_holds_importance_swarm_row_and_command()
    {
        var page = ExplanationReport.Render(Summary);
        Assert.Equal(page, ExplanationReport.Render(Summary));
        var read = ReportPage.Parse(page);
        Assert.Equal(["verdict", "importance", "swarm", "row", "reproduce"], read.Sections);
        Assert.Empty(read.All("rare"));
        Assert.Contains("<rare>", read.Text, StringComparison.Ordinal);
        Assert.Contains(Summary.Origin, read.Text, StringComparison.Ordinal);
        var steps = read.One("section#row .plot").GetAttribute("aria-label");
        Assert.Contains("torque = 42", steps, StringComparison.Ordinal);
        // The base value of the rare class and the row's output: −1 + 2 − 0.1.
        var ends = Assert.Single(read.Texts("section#row p"), t => t.Contains("−1.000", StringComparison.Ordinal));
        Assert.Contains("0.900", ends, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_narrows_rows_adds_a_picture_of_each_scale()
    {
        var page = ExplanationReport.Render(Summary with { Flow =
            [DenseMatrix.FromRows([1, 2, 3], [2, 3, 5], [0, 1, 1]), DenseMatrix.FromRows([1, 2], [2, 3], [0, 1]),
            DenseMatrix.FromRows([1.0], [2], [3])] });
        var captions = ReportPage.Parse(page).Texts("section#flow figcaption");
        Assert.Equal(3, captions.Length);
        Assert.Equal(["3", "2", "1"], captions.Select(c => c[..c.IndexOf(" unit", StringComparison.Ordinal)][^1..]));
        Assert.Equal([true, false, false], captions.Select(c => c.Contains("100%", StringComparison.Ordinal)));
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused() =>
        Assert.Contains("3 rows", Assert.Throws<ArgumentException>(() => ExplanationReport.Render(Summary with { Labels = [0] })).Message);
}
