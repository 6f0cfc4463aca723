using Counterpoise.Explanations;
using Counterpoise.Numerics;
using Counterpoise.Reports.Explanations;

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
        foreach (var id in new[] { "verdict", "importance", "swarm", "row", "reproduce" })
        {
            Assert.Contains($"id=\"{id}\"", page);
        }

        Assert.DoesNotContain("id=\"flow\"", page);
        Assert.Contains("&lt;rare&gt;", page);
        Assert.DoesNotContain("<rare>", page);
        Assert.Contains("machines.csv &amp; co", page);
        Assert.Contains("torque = 42", page);
        Assert.Contains("goes from \u22121.000 on the mean to 0.900", page);
    }

    [Fact]
    public void A_network_that_narrows_rows_adds_a_picture_of_each_scale()
    {
        var page = ExplanationReport.Render(Summary with { Flow =
            [DenseMatrix.FromRows([1, 2, 3], [2, 3, 5], [0, 1, 1]), DenseMatrix.FromRows([1, 2], [2, 3], [0, 1]),
            DenseMatrix.FromRows([1.0], [2], [3])] });
        Assert.Contains("id=\"flow\"", page);
        Assert.Contains("Scale 2", page);
        Assert.Contains("3 units, 100% of the variance in two components", page);
        Assert.Contains("2 units</span>", page);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused() =>
        Assert.Contains("3 rows", Assert.Throws<ArgumentException>(() => ExplanationReport.Render(Summary with { Labels = [0] })).Message);
}
