using System.CommandLine;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Learning.AdaptiveContrastive;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.PostHoc;
using Counterpoise.Learning.Weighting;
using Counterpoise.Options;

namespace Counterpoise.Tests.Cli;

public class MethodOptionSetTests
{
    private static readonly Dictionary<string, Func<MethodOptions, MethodOptions>> Expected = new()
    {
        ["--initial-temperature=0.07"] = o => o with { Adaptive = new() { InitialTemperature = 0.07 } },
        ["--minimum-temperature=0.02"] = o => o with { Adaptive = new() { MinimumTemperature = 0.02 } },
        ["--maximum-temperature=0.2"] = o => o with { Adaptive = new() { MaximumTemperature = 0.2 } },
        ["--initial-weight=1.5"] = o => o with { Adaptive = new() { InitialWeight = 1.5 } },
        ["--minimum-weight=0"] = o => o with { Adaptive = new() { MinimumWeight = 0 } },
        ["--maximum-weight=2"] = o => o with { Adaptive = new() { MaximumWeight = 2 } },
        ["--sigma-mode=normalised"] = o => o with { Adaptive = new() { SigmaMode = SigmaMode.Normalised } },
        ["--sigma-ddof=1"] = o => o with { Adaptive = new() { DeltaDegreesOfFreedom = 1 } },
        ["--base-temperature=0.07"] = o => o with { ContrastiveScaleTemperature = 0.07 },
        ["--projection=none"] = o => o with { Projection = ProjectionKind.None },
        ["--projection=Linear"] = o => o with { Projection = ProjectionKind.Linear },
        ["--projection-size=64"] = o => o with { ProjectionSize = 64 },
        ["--weight-scale=raw"] = o => o with { WeightScale = WeightScale.Raw },
        ["--reduction=paper-sum"] = o => o with { ClassReduction = ClassReduction.Sum, ContrastiveReduction = ContrastiveReduction.Sum },
        ["--reduction=weighted-mean"] = o => o with { ClassReduction = ClassReduction.WeightedMean, ContrastiveReduction = ContrastiveReduction.MeanOfValid },
        ["--reduction=weighted-mean --anchors-without-positives=in-mean"] = o => o with { ClassReduction = ClassReduction.WeightedMean },
        ["--anchors-without-positives=excluded"] = o => o with { ContrastiveReduction = ContrastiveReduction.MeanOfValid },
        ["--reduction=paper-sum --anchors-without-positives=excluded"] = o => o with { ClassReduction = ClassReduction.Sum, ContrastiveReduction = ContrastiveReduction.Sum },
        [""] = o => o,
    };

    public static TheoryData<string> Lines => [.. Expected.Keys];

    [Theory]
    [MemberData(nameof(Lines))]
    public void An_option_of_the_line_changes_what_it_says_and_no_more(string line) =>
        Assert.Equal(Expected[line](Method.Named("acl").Options), Applied(line, "acl").Options);

    [Fact]
    public void A_method_that_an_option_does_not_concern_keeps_its_options_and_so_the_hash_of_its_cells()
    {
        const string Line = "--initial-temperature=0.07 --fixed-weight=0.5 --projection-size=64 --weight-scale=raw";
        Assert.Equal(Method.Named("ce"), Applied(Line, "ce", "wce", "wce+supcon", "acl"));
        Assert.Equal(Method.Named("la"), Applied(Line, "la"));
        Assert.Equal(Method.Named("la+bcl").Options with { FixedWeight = 0.5, ProjectionSize = 64 }, Applied(Line, "la+bcl").Options);
        Assert.Equal(Method.Named("wce").Options with { WeightScale = WeightScale.Raw }, Applied(Line, "wce").Options);
    }

    [Theory]
    [InlineData("la", "--adjustment-strength=0.5")]
    [InlineData("cb", "--effective-number-beta=0.99")]
    [InlineData("focal", "--focal-gamma=1")]
    [InlineData("ldam-drw", "--deferred-share=0.5")]
    [InlineData("la+kcl", "--positives=3")]
    [InlineData("ldam", "--largest-margin=0.3")]
    [InlineData("ldam-drw", "--margin-scale=20")]
    [InlineData("vs", "--vector-gamma=0.1")]
    [InlineData("la+tsc", "--target-weight=0.5")]
    [InlineData("la+supproto", "--prototype-margin=0.2")]
    [InlineData("paco", "--sample-weight=0.1")]
    public void A_constant_of_one_term_reaches_the_methods_that_have_it_and_no_other(string method, string line)
    {
        var own = Method.Named(method).Options;
        var expected = line.Split('=')[0] switch
        {
            "--adjustment-strength" => own with { AdjustmentStrength = 0.5 },
            "--effective-number-beta" => own with { EffectiveNumberBeta = 0.99 },
            "--focal-gamma" => own with { FocalGamma = 1 },
            "--deferred-share" => own with { DeferredShare = 0.5 },
            "--positives" => own with { Positives = 3 },
            "--largest-margin" => own with { LargestMargin = 0.3 },
            "--margin-scale" => own with { MarginScale = 20 },
            "--vector-gamma" => own with { VectorGamma = 0.1 },
            "--target-weight" => own with { TargetWeight = 0.5 },
            "--prototype-margin" => own with { PrototypeMargin = 0.2 },
            _ => own with { SampleWeight = 0.1 },
        };
        Assert.NotEqual(own, expected);
        Assert.Equal(expected, Applied(line, method).Options);
        Assert.Equal(Method.Named("acl"), Applied(line, "acl", method));
    }

    [Fact]
    public void A_cell_of_the_grid_takes_options_too()
    {
        Assert.Equal(0.5, Applied("--fixed-weight=0.5", "focal+bcl").Options.FixedWeight);
        Assert.Equal(0.35, Applied("", "wce+bcl-adaptive").Options.Adaptive.InitialWeight);
    }

    [Fact]
    public void A_method_keeps_its_own_constants_where_the_line_says_nothing() =>
        Assert.All(Method.Known, m => Assert.Equal(m, Applied("", m.Name, "acl", "wce+supcon")));

    [Fact]
    public void Options_of_one_method_reach_cells_of_the_grid_too()
    {
        Assert.Equal(3, Applied("--positives=3", "ldam-drw+kcl-adaptive").Options.Positives);
        Assert.Equal(0.1, Applied("--sample-weight=0.1", "paco").Options.SampleWeight);
        Assert.Equal(0.5, Applied("--deferred-share=0.5", "ce-drw", "ce").Options.DeferredShare);
        Assert.Equal(Method.Named("ce"), Applied("--deferred-share=0.5 --stage-epochs=3", "ce", "crt", "ce-drw"));
        Assert.Equal(new HeadStageOptions { Kind = HeadStageKind.Rescaling, Epochs = 3, LearningRate = 1e-2 }, Applied("--stage-epochs=3", "lws", "crt").Options.SecondStage);
        Assert.Equal(0.5, Applied("--stage-rate=0.5", "crt", "lws").Options.SecondStage!.LearningRate);
    }

    [Fact]
    public void A_value_out_of_range_is_refused() =>
        Assert.Contains("MinimumWeight 2 is above MaximumWeight 1", Assert.Throws<InvalidOptionsException>(() => Applied("--minimum-weight=2", "acl")).Message);

    [Fact]
    public void A_dry_run_prints_the_options_of_the_method_and_reads_them_back()
    {
        using var folder = new TemporaryFolder();
        var data = TinyImages.Write(folder.File("data"));
        var printed = ProgramRun.Counterpoise("train", data, "--method", "la+bcl", "--projection", "linear", "--dry-run").Output;
        Assert.Contains("projection: linear\n", printed);
        Assert.Contains("fixed-weight: 0.35\n", printed);
        Assert.DoesNotContain("initial-temperature", printed);
        var again = ProgramRun.Counterpoise("train", data, "--fixed-weight", "0.5", "--dry-run", "--config", folder.Write("m.yaml", printed)).Output;
        Assert.Equal(printed.Replace("fixed-weight: 0.35", "fixed-weight: 0.5", StringComparison.Ordinal), again);
        Assert.DoesNotContain("fixed-weight", ProgramRun.Counterpoise("compare", data, "--methods", "ce+supcon,la+bcl", "--dry-run").Output);
    }

    [Fact]
    public void A_run_tells_and_keeps_the_options_of_its_method()
    {
        using var folder = new TemporaryFolder();
        var data = TinyImages.Write(folder.File("data"));
        var run = ProgramRun.Counterpoise(["train", data, "--method", "acl", "--initial-temperature", "0.08", "--initial-weight", "1", "--reduction", "weighted-mean", "--fixed-weight", "1", "--epochs", "1", "--out", folder.File("run"), .. TinyImages.Training]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("warning: --fixed-weight changes nothing for acl", run.Error);
        Assert.Contains("method options initial-temperature 0.08,", run.Error);
        Assert.Contains("reduction weighted-mean, anchors-without-positives excluded", run.Error);
        Assert.Contains("λ is clipped to its maximum 1", run.Error);
        var config = File.ReadAllText(folder.File("run/config.json"));
        Assert.Contains("\"contrast.temperature\"", config);
        Assert.Contains("mean_of_valid", config);
        var refused = ProgramRun.Counterpoise("train", data, "--sigma-mode", "loud");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("'normalised'", refused.Error);
    }

    /// <summary>The first of the methods, with the options of a line on which all stand.</summary>
    private static Method Applied(string line, params string[] methods)
    {
        var command = new RootCommand();
        var set = new MethodOptionSet(command, _ => methods);
        var parsed = command.Parse(line);
        Assert.Empty(parsed.Errors);
        return set.Apply(parsed, [.. methods.Select(Method.Named)])[0];
    }
}
