using Counterpoise.Reports.Fragility;
using Counterpoise.Reports.Tests.Fixtures;
using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Fitting;
using Counterpoise.Transfer.Strategies;

namespace Counterpoise.Reports.Tests;

public class FragilityReportTests
{
    [Fact]
    public void Plain_curves_show_the_answer_the_pictures_and_the_tables()
    {
        var page = FragilityReport.Render(Plain());
        Assert.Equal(["verdict", "curves", "tables", "forms", "reproduce"], ComparisonReportTests.SectionsOf(page));
        var read = ReportPage.Parse(page);
        Assert.Contains(Plain().Origin, read.Text, StringComparison.Ordinal);
        var headline = Assert.Single(read.Texts(".headline"));
        Assert.Contains("frame A", headline, StringComparison.Ordinal);
        Assert.Contains(Plain().Intensity, headline, StringComparison.Ordinal);
        // θ, β, β with what is not known of θ, and what fails in a year.
        Assert.Equal(4, read.All(".cards li").Length);
        Assert.Contains(Plain().CommandLine, read.One("section#reproduce").TextContent, StringComparison.Ordinal);
        Assert.Equal(page, FragilityReport.Render(Plain()));
    }

    [Fact]
    public void A_transfer_shows_every_strategy_the_controls_and_the_sources()
    {
        var page = FragilityReport.Render(Transferred());
        Assert.Equal(["verdict", "curves", "strategies", "sources", "tables", "reproduce"], ComparisonReportTests.SectionsOf(page));
        var read = ReportPage.Parse(page);
        var strategies = Transferred().Transfer!.Strategies;
        Assert.Equal(strategies.Count(s => s.Fit is not null), read.Tables("strategies")[0].Rows.Length);
        Assert.Equal(strategies.Count(s => s.Refusal is not null), read.All("section#strategies h3 + ul > li").Length);
        Assert.Equal(["chosen", "control"], read.Texts("section#strategies .tag").Distinct().Order());
        Assert.Contains("conflict p", read.Texts("section#sources th"));
    }

    [Fact]
    public void Names_cannot_become_markup_and_empty_reports_are_refused()
    {
        var plain = Plain();
        var page = FragilityReport.Render(plain with { Structures = [plain.Structures[0] with { Name = "<script>alert(1)</script>" }],
            Origin = "<b>x</b>" });
        var read = ReportPage.Parse(page);
        Assert.DoesNotContain(read.All("script"), s => s.TextContent.StartsWith("alert", StringComparison.Ordinal));
        Assert.DoesNotContain("x", read.Texts("b"));
        Assert.Contains("<b>x</b>", read.Text, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => FragilityReport.Render(plain with { Structures = [] }));
        Assert.Throws<ArgumentException>(() => FragilityReport.Render(plain with { Confidence = 1 }));
    }

    internal static FragilitySummary Plain()
    {
        var records = Records("frame A", [0, 2, 7, 13, 19, 20]);
        var fit = FragilityFit.Compute(records);
        var hazard = HazardCurve.FromReturnPeriods([0.1, 0.5, 2], [25, 500, 10_000]);
        return new FragilitySummary
        {
            Title = "Frames", Origin = "Measured on a shaking table.", Created = new DateOnly(2026, 11, 30), Intensity = "intensity, g",
                CommandLine = "counterpoise fragility frames.csv",
            Structures = [new FragilityStructure("frame A", fit.Curve, records) { Forms = FormComparison.Compute(records),
                Frequency = hazard.Integrate(fit.Curve) }, new FragilityStructure("model", new ParametricCurve(1, 0.5), null)],
        };
    }

    internal static FragilitySummary Transferred()
    {
        FragilitySource[] sources = [FragilitySource.FromCurve("model", new ParametricCurve(0.9, 0.5)),
            FragilitySource.FromCurve("other", new ParametricCurve(1.4, 0.4))];
        var target = Records("new frame", [0, 0, 2, 6, 14, 19]);
        var transfer = FragilityTransfer.Run(new TransferProblem(target, sources), new TransferOptions { FusionReplicates = 20 });
        return Plain() with { Transfer = transfer, Structures = [
            new FragilityStructure(target.Name, transfer.Best.Fit!.Curve, target) { Notes = transfer.Best.Fit.Notes }] };
    }

    private static FragilityRecords Records(string name, int[] failures) =>
        new(name, [0.2, 0.4, 0.6, 0.9, 1.4, 2], [20, 20, 20, 20, 20, 20], failures);
}
