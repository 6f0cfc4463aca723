using System.Globalization;
using System.Text.RegularExpressions;
using Counterpoise.Calibration;
using Counterpoise.Deploy.TableExport;
using Counterpoise.Deploy.Tests.CExport;
using Counterpoise.Options;

namespace Counterpoise.Deploy.Tests.TableExport;

/// <summary>The C of models of tables compiles under all warnings and gives the program's predictions on 1,000 rows.</summary>
public sealed partial class TableCExporterTests
{
    private const int Rows = 1000;

    [Theory]
    [InlineData("tree", 2)]
    [InlineData("tree", 3)]
    [InlineData("balanced-forest", 2)]
    [InlineData("balanced-forest", 3)]
    [InlineData("forest", 2)]
    [InlineData("boosting", 2)]
    [InlineData("boosting", 3)]
    public void Trees_give_equal_numbers_to_the_last_bits(string learner, int classes)
    {
        using var model = TableModels.Train(learner, classes: classes);
        var worst = Check(TableCExporter.Export(model, new TableCOptions { GoldenRows = Rows }));
        Assert.InRange(worst, 0, 1e-15);
    }

    [Theory]
    [InlineData("logistic", 2)]
    [InlineData("logistic", 3)]
    [InlineData("network", 3)]
    [InlineData("ada-boost", 2)]
    [InlineData("rus-boost", 3)]
    [InlineData("easy-ensemble", 2)]
    [InlineData("balanced-bagging", 3)]
    [InlineData("self-paced", 2)]
    public void Every_other_formula_agrees_to_rounding(string learner, int classes)
    {
        using var model = TableModels.Train(learner, classes: classes);
        Assert.InRange(Check(TableCExporter.Export(model, new TableCOptions { GoldenRows = Rows })), 0, 1e-12);
    }

    [Theory]
    [InlineData("tree", "smote/threshold", null)]
    [InlineData("logistic", "wce/threshold", null)]
    [InlineData("boosting", "post-hoc-la", null)]
    [InlineData("tree", "majority", null)]
    [InlineData("tree", "none", CalibrationKind.Isotonic)]
    [InlineData("forest", "none", CalibrationKind.Platt)]
    [InlineData("balanced-forest", "threshold", CalibrationKind.Temperature)]
    public void Calibration_class_shares_and_threshold_are_inside(string learner, string method, CalibrationKind? calibration)
    {
        using var model = TableModels.Train(learner, method, change: o => o with { Calibration = calibration });
        Assert.InRange(Check(TableCExporter.Export(model, new TableCOptions { GoldenRows = Rows })), 0, 1e-12);
    }

    [Theory]
    [InlineData("balanced-forest", "threshold")]
    [InlineData("boosting", "none")]
    public void Weights_of_three_classes_and_other_priors_are_inside(string learner, string method)
    {
        using var model = TableModels.Train(learner, method, classes: 3);
        var correction = method == "none" ? model.Correction([0.2, 0.3, 0.5]) : null;
        Assert.InRange(Check(TableCExporter.Export(model, new TableCOptions { GoldenRows = Rows, Correction = correction })), 0, 1e-12);
    }

    [Theory]
    [InlineData("tree")]
    [InlineData("boosting")]
    [InlineData("logistic")]
    public void Single_precision_compiles_and_agrees_to_its_digits(string learner)
    {
        using var model = TableModels.Train(learner, categories: false);
        var full = TableCExporter.Export(model, new TableCOptions { GoldenRows = 0 });
        var single = TableCExporter.Export(model, new TableCOptions { GoldenRows = 100, Precision = RealPrecision.Single });
        Assert.InRange(Check(single), 0, 1e-5);
        Assert.True(single.Cost.ConstantBytes < full.Cost.ConstantBytes);
        Assert.Equal(["model.c", "model.h"], full.Sources.Files.Keys.Order());
    }

    [Theory]
    [InlineData("tree", 0)]
    [InlineData("forest", 1e-6)]
    [InlineData("boosting", 1e-5)]
    [InlineData("logistic", 1e-5)]
    public void A_cortex_m4_says_the_same_in_single_precision(string learner, double most)
    {
        using var model = TableModels.Train(learner, categories: false);
        var sources = TableCExporter.Export(model, new TableCOptions { GoldenRows = 50, Precision = RealPrecision.Single });
        var (status, output, flash) = CortexM.Check(sources.Sources, "model");
        Assert.True(status == 0, output);
        Assert.InRange(double.Parse(Worst().Match(output).Groups[1].Value, CultureInfo.InvariantCulture), 0, most);
        Assert.InRange(flash, sources.Cost.ConstantBytes, sources.Cost.ConstantBytes + 8192);
    }

    [Fact]
    public void A_tree_needs_no_library_and_a_name_cannot_end_a_comment()
    {
        using var model = TableModels.Train("tree");
        var files = TableCExporter.Export(model).Sources.Files;
        Assert.DoesNotContain("math.h", files["model.c"], StringComparison.Ordinal);
        Assert.Contains("kind / * of * / thing", files["model.h"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_keeps_its_rows_is_refused_with_what_to_take()
    {
        using var model = TableModels.Train("knn");
        var fault = Assert.Throws<NotSupportedException>(() => TableCExporter.Export(model));
        Assert.Contains("take logistic", fault.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOptionsException>(() => TableCExporter.Export(model, new TableCOptions { Name = "9 lives" }));
    }

    private static double Check(TableSources sources)
    {
        var (status, output) = CCompiler.Check(sources.Sources, "model");
        Assert.True(status == 0, output);
        return double.Parse(Worst().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("by at most (\\S+)")]
    private static partial Regex Worst();
}
