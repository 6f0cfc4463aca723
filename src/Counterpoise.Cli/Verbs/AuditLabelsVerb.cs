using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.LabelAudits;
using Counterpoise.Statistics;
using Counterpoise.Workflows;
using Counterpoise.Workflows.LabelAudits;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Cli.Verbs;

/// <summary>
/// <c>counterpoise audit-labels data.csv --target y</c>, or images: a ranked queue of rows or images whose label a person should look at,
/// with reasons.
/// </summary>
internal static class AuditLabelsVerb
{
    private const int Shown = 20;

    private static readonly Dictionary<string, AuditRanking> Rankings = new()
    {
        ["hardness"] = AuditRanking.StableHardness,
        ["confidence"] = AuditRanking.ConfidentLearning,
        ["margin"] = AuditRanking.AreaUnderMargin,
        ["loss-mixture"] = AuditRanking.LossMixture,
        ["mean-rank"] = AuditRanking.MeanRank,
        ["loss"] = AuditRanking.LastLoss,
        ["random"] = AuditRanking.Random,
    };

    private static readonly LabelAuditOptions Defaults = new();
    private static readonly Option<string?> Class = new("--class") { Description =
        "The class whose rows are audited; the most frequent where left out: rare rows are mislabelled into it.", HelpName = "name" };
    private static readonly Option<string?> Ranking = RankingOption();
    private static readonly Option<double> QueueShare = new("--queue") { Description =
        "Share of the audited class's rows in the queue; at least 10 rows.", DefaultValueFactory = _ => Defaults.QueueShare,
        HelpName = "share" };
    private static readonly Option<double> Epsilon = new("--epsilon") { Description =
        "Added to the probes' mean hardness to give the threshold; 0.05 is cautious.", DefaultValueFactory = _ => Defaults.Epsilon,
        HelpName = "number" };
    private static readonly Option<int> Epochs = new("--epochs") { Description = "Epochs of the network that is watched.",
        DefaultValueFactory = _ => Defaults.Scout.Epochs, HelpName = "count" };
    private static readonly Option<int> Rounds = new("--rounds") { Description =
        "Rounds with probes of their own, whose scores are averaged.", DefaultValueFactory = _ => Defaults.Rounds, HelpName = "count" };
    private static readonly Option<string?> Model = new("--classifier") { Description =
        $"What gives out-of-fold probabilities: {TableLearners.Names}; boosting of tables and logistic of images where left out.",
        HelpName = "name" };
    private static readonly Option<string[]> Seeds = new("--seeds") { Description =
        $"Seed of the draws; with --inject, several. {SeedList.Help}", AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => ["1"], HelpName = "count or seeds" };
    private static readonly Option<FileInfo?> Out = new("--out") { Description =
        "A file for the whole queue (.csv, .tsv, .parquet, .json).", HelpName = "file" };
    private static readonly Option<string[]> Inject = new("--inject") { Description =
        "Try the audit on your own rows instead: mislabel these shares of the other classes' rows (0,0.05,0.2), and count how many of "
        + "them each ranking finds.", AllowMultipleArgumentsPerToken = true, HelpName = "shares" };
    private static readonly Option<double> InjectBack = new("--inject-back") { Description =
        "With --inject: share of the audited class's rows that is mislabelled the other way.", HelpName = "share" };

    public static Command Create()
    {
        var input = new Argument<string>("data") { Description =
            "A table; or images as for train, of which frozen features are looked at." };
        var command = new Command("audit-labels",
            "Rank the rows or images whose label may be wrong, with reasons, for a person to look at.") { input, Class, Ranking, QueueShare,
            Epsilon, Epochs, Rounds, Model, Seeds, Out, Inject, InjectBack };
        Option[] ofTables = [.. TableOptions.Reading, .. TableOptions.Splitting];
        HelpGroups.Add(command, "Reading tables", ofTables);
        string PathOf(ParseResult parsed) => parsed.GetValue(input)!;
        DataArms.OfTablesOrFeatures(command, PathOf, ofTables, Check,
            (parsed, cancellationToken) => Run(parsed, OfTable(parsed, PathOf(parsed)), cancellationToken),
            (parsed, cancellationToken) => Run(parsed, OfImages(parsed, PathOf(parsed)), cancellationToken)).Use(command);
        return command;
    }

    private static void Check(ParseResult parsed)
    {
        if (Shares(parsed).Length > 0)
            IgnoredOptions.Refuse(parsed, [Out, Ranking, QueueShare], "is for a queue, and --inject makes none");
        else
            IgnoredOptions.Refuse(parsed, [InjectBack], "needs --inject");
    }

    private static int Run(ParseResult parsed, LabelAuditingOptions options, CancellationToken cancellationToken)
    {
        Check(parsed);
        options = options with
        {
            Class = parsed.GetValue(Class),
            Classifier = parsed.GetValue(Model) ?? options.Classifier,
            Output = parsed.GetValue(Out)?.FullName,
            Audit = AuditOf(parsed, options.Audit.Ranking),
        };
        return Shares(parsed) is { Length: > 0 } shares ? Study(parsed, options, shares, cancellationToken)
            : Show(parsed, LabelAuditing.Run(options, new ConsoleEvents(), cancellationToken));
    }

    private static double[] Shares(ParseResult parsed) => [.. Lists.Of(parsed.GetValue(Inject)).Select(Share)];

    private static TableLabelAuditingOptions OfTable(ParseResult parsed, string path) => new()
    {
        Path = path,
        Reading = TableOptions.Read(parsed, path),
        Lenient = parsed.GetValue(TableOptions.Lenient),
    };

    private static ImageLabelAuditingOptions OfImages(ParseResult parsed, string path) => new()
    {
        Data = ImageDataArguments.Read(parsed, path),
        Network = parsed.GetValue(FeatureArguments.Network)!,
    };

    private static LabelAuditOptions AuditOf(ParseResult parsed, AuditRanking usual) => new()
    {
        Ranking = parsed.GetValue(Ranking) is { } named ? Rankings[named] : usual,
        QueueShare = parsed.GetValue(QueueShare),
        Epsilon = parsed.GetValue(Epsilon),
        Rounds = parsed.GetValue(Rounds),
        Scout = Defaults.Scout with { Epochs = parsed.GetValue(Epochs) is >= 1 and var epochs ? epochs
            : throw new InputException($"--epochs is {parsed.GetValue(Epochs)}; expected at least 1") },
        WarmUpEpochs = Math.Clamp(parsed.GetValue(Epochs) - 1, 0, Defaults.WarmUpEpochs),
        Seed = SeedList.Parse(parsed.GetValue(Seeds))[0],
    };

    private static int Show(ParseResult parsed, LabelAuditingResult result)
    {
        if (parsed.GetValue(SharedOptions.Json))
            Terminal.WriteJson(new { result.Report, result.Classes, result.Places, result.Nearest });
        else
            Write(result);
        Terminal.Say(Verdict(result.Report, result.Classes[result.Report.AuditedClass]));
        Terminal.Say("a suspect is a row to look at, not an error: on real tables most rows as hard as these are rightly labelled");
        return ExitCode.Ok;
    }

    private static void Write(LabelAuditingResult result)
    {
        var (queue, classes) = (result.Report.Queue, result.Classes);
        Terminal.WriteTable($"review queue: {Math.Min(Shown, queue.Count)} of {queue.Count}",
            [">rank", "where", "label", "likely", ">hardness", ">margin", ">confidence", "expected wrong", "nearest other", "reasons"],
            queue.Take(Shown).Select((s, i) => new[]
        {
            $"{s.Rank}", result.Places[i], classes[s.Label], classes[s.LikelyLabel], Text(s.Hardness), Text(s.Margin), Text(s.Confidence),
            double.IsNaN(s.ExpectedShare.AtMost) ? "" : string.Create(CultureInfo.InvariantCulture,
                $"{s.ExpectedShare.AtLeast:P0} to {s.ExpectedShare.AtMost:P0}"),
            result.Nearest[i], LabelQueueTable.Describe(s.Reasons),
        }));
    }

    private static string Verdict(LabelAuditReport report, string audited)
    {
        var evidence = report.Evidence;
        var bounds = evidence is null ? "" : string.Create(CultureInfo.InvariantCulture,
            $"; of {report.AuditedRows} rows labelled '{audited}', {evidence.FewestRows:F0} to {evidence.MostRows:F0} may be mislabelled");
        return report.Verdict switch
        {
            LabelNoiseVerdict.Evidence => string.Create(CultureInfo.InvariantCulture,
                $"evidence of label noise in '{audited}' (p = {evidence!.PValue:G2}){bounds}; {report.NamedForDropping.Length} rows are "
                + $"as hard as probes"),
            LabelNoiseVerdict.NoEvidence => string.Create(CultureInfo.InvariantCulture,
                $"no evidence of label noise in '{audited}' (p = {evidence!.PValue:G2}){bounds}; {report.NamedForDropping.Length} rows "
                + $"are as hard as probes"),
            LabelNoiseVerdict.NotSeparable => string.Create(CultureInfo.InvariantCulture,
                $"rows mislabelled on purpose cannot be told from '{audited}' (AUROC {evidence!.ProbeAuroc:F2}): the ranking says little "
                + $"here"),
            _ => $"{report.OtherRows} {(report.OtherRows == 1 ? "row" : "rows")} of other classes "
                + $"{(report.OtherRows == 1 ? "is" : "are")} too few to mislabel any on purpose: no threshold and no expected shares",
        };
    }

    private static int Study(ParseResult parsed, LabelAuditingOptions options, double[] shares, CancellationToken cancellationToken)
    {
        var study = new LabelNoiseStudyOptions { FlippedShares = shares, FlippedBack = parsed.GetValue(InjectBack),
            Seeds = SeedList.Parse(parsed.GetValue(Seeds)) };
        var runs = LabelAuditing.Try(options, study, new Told(), new ConsoleEvents(), cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(runs);
            return ExitCode.Ok;
        }

        foreach (var group in runs.GroupBy(r => r.FlippedShare))
            WriteShare(group.Key, [.. group]);
        return ExitCode.Ok;
    }

    private static void WriteShare(double share, LabelNoiseRun[] runs)
    {
        var first = runs[0];
        var dropped = runs.Average(r => r.Dropped / (double)r.AuditedRows);
        Terminal.Say(string.Create(CultureInfo.InvariantCulture,
            $"{share:P1} mislabelled: {first.Flipped} rows, {first.BaseRate:P2} of the class; evidence in "
            + $"{runs.Count(r => r.Verdict == LabelNoiseVerdict.Evidence)} of {runs.Length} runs; probe AUROC "
            + $"{runs.Average(r => r.ProbeAuroc):F3}; {dropped:P2} named for dropping, "
            + $"{runs.Sum(r => r.DroppedMislabelled) / (double)Math.Max(1, runs.Sum(r => r.Dropped)):P1} of them mislabelled"));
        if (first.Scores.Count == 0)
            return;
        Terminal.WriteTable(string.Create(CultureInfo.InvariantCulture,
            $"{share:P1} of the other classes' rows mislabelled, {runs.Length} seeds"),
            ["share", "ranking", ">recall@k", ">average precision", ">precision 1%", ">precision 2%", ">precision 5%",
            "recall@k less random"],
            Rankings.Select(r => Row(share, r.Key, r.Value, runs)));
    }

    private static string[] Row(double share, string name, AuditRanking ranking, LabelNoiseRun[] runs)
    {
        var own = runs.Select(r => r.Scores.Single(s => s.Ranking == ranking)).ToArray();
        var random = runs.Select(r => r.Scores.Single(s => s.Ranking == AuditRanking.Random).RecallAtFlipped).ToArray();
        double[] recall = [.. own.Select(s => s.RecallAtFlipped)];
        var interval = runs.Length < 2 ? null : PairedTest.Interval(recall, random);
        return [Text(share), name, Text(recall.Average()), Text(own.Average(s => s.AveragePrecision)),
            Text(own.Average(s => s.PrecisionAt1)), Text(own.Average(s => s.PrecisionAt2)), Text(own.Average(s => s.PrecisionAt5)),
            interval is null || ranking == AuditRanking.Random ? ""
                : string.Create(CultureInfo.InvariantCulture,
                $"{recall.Average() - random.Average():+0.000;-0.000} ({interval.Lower:F3} to {interval.Upper:F3})")];
    }

    private static double Share(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share)
        && share is >= 0 and < 1
        ? share
        : throw new InputException($"--inject has '{text}'; expected shares from 0 to below 1, such as 0,0.05,0.2");

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static Option<string?> RankingOption()
    {
        var option = new Option<string?>("--ranking") { Description =
            "By what the queue is ranked; mean-rank joins hardness, confidence and margin. Default: confidence of tables, loss-mixture of "
            + "images.", HelpName = "name" };
        option.AcceptOnlyFromAmong([.. Rankings.Keys]);
        return option;
    }

    /// <summary>Says each run as it ends.</summary>
    private sealed class Told : IProgress<LabelNoiseRun>
    {
        public void Report(LabelNoiseRun value) => Terminal.SayOver(
            string.Create(CultureInfo.InvariantCulture, $"share {value.FlippedShare}, seed {value.Seed}"));
    }
}
