using System.Globalization;
using Counterpoise.Boosting;
using Counterpoise.Classifiers;
using Counterpoise.Graph.Gcn;
using Counterpoise.Graph.Generators;
using Counterpoise.Graph.Graphs;
using Counterpoise.Graph.Imbalance;
using Counterpoise.Graph.TimeAware;
using Counterpoise.Splits;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Graphs;

/// <summary>Graph networks beside their cheap rivals: on events in time, on nodes of a graph, or on made-up networks of apps.</summary>
public static class GraphComparing
{
    /// <summary>Mean F1 of direct, indirect and implicit conflicts.</summary>
    internal const string TypesF1 = "macro-F1";

    private const string Ap = "average precision", Auroc = "AUROC", Implicit = "F1 of implicit", Cause = "cause among the first";

    private static readonly string[] OfEvents = [Ap, Auroc, "precision at 100", "precision at 500"], OfNodes = [Ap, Auroc],
        OfConflicts = [Implicit, TypesF1, "F1 of direct", "F1 of indirect", "four-class F1", Cause];

    /// <summary>Runs the comparison, and writes its report where one is asked for.</summary>
    /// <param name="options">What is compared.</param>
    /// <param name="events">Told what people should know and how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">An option does not fit the data.</exception>
    public static GraphComparison Run(GraphComparingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Seeds.Count == 0)
        {
            throw new InputException("there is no seed; expected at least one");
        }

        var result = options.Data.Data == GraphDataOptions.Conflicts ? Conflicts(options, events, cancellationToken)
            : options.Data.Events is null ? Nodes(options, events, cancellationToken)
            : Timed(options, events, cancellationToken);
        if (options.Folder is { } folder)
        {
            result.ToComparison(GraphWriting.Title, options.CommandLine).Save(Path.Combine(folder, "comparison.json"));
            GraphWriting.Write(result, options.CommandLine, Path.Combine(folder, "report.html"));
        }

        if (options.Report is { } report)
        {
            GraphWriting.Write(result, options.CommandLine, report);
        }

        return result;
    }

    private static GraphComparison Timed(GraphComparingOptions options, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        var graph = EventGraph.Build(options.Data.ReadEvents(cancellationToken), options.Data.Kinds, options.Data.Features,
            cancellationToken);
        if (options.Data.Labels == LabelMode.Leaky)
        {
            events.Warn("features rest on labels of the future and of the event itself: this shows a leak and is no result");
        }

        string[] arms = [.. Chosen(options.Arms, EventComparisonOptions.Networks)];
        var plain = new TimeAwareOptions();
        var network = plain with { Epochs = options.Epochs ?? plain.Epochs, Width = options.Width ?? plain.Width,
            NeighborLabels = options.Data.Labels != LabelMode.None };
        var scores = new GraphScores(OfEvents);
        var cells = new GraphCells(options);
        var done = events.Count("trained", options.Seeds.Count * (arms.Length + 4 + (graph.Events.Roles.Count > 0 ? 1 : 0)), "arms");
        var finished = 0;
        var result = EventComparison.Run(
            graph, new EventComparisonOptions { Seeds = options.Seeds, Arms = arms, Network = network }, Learners(),
            new Each<EventArmScore>(s =>
            {
                double[] values = [s.AveragePrecision, s.Auroc, s.PrecisionAt100, s.PrecisionAt500];
                scores.Add(s.Arm, s.Seed, s.Seconds, values);
                cells.Keep(s.Arm, s.Seed, s.Seconds, OfEvents, values);
                done.Report(++finished);
            }), (arm, seed) => cells.Find(arm, seed, OfEvents) is ({ } found, var seconds)
                ? new EventArmScore(arm, seed, found[1], found[0], found[2], found[3], seconds) : null, cancellationToken);
        var shares = string.Join(" / ", result.Shares.Select(s => string.Create(CultureInfo.InvariantCulture, $"{100 * s:0.0}%")));
        List<string> notes = [.. result.Decisions.Select(d =>
            string.Create(CultureInfo.InvariantCulture,
            $"Decision of the network of the first seed, {d.Rule}: F1 {d.F1:0.000}, precision {d.Precision:0.000}, recall "
            + $"{d.Recall:0.000}; it supposes {100 * d.SupposedShare:0.0}% positives."))];
        return new GraphComparison(
            result.Verdict, $"{graph.Events.Count} events of {Path.GetFileName(options.Data.Data)}, split by time into "
                + $"{string.Join(" / ", result.Counts)} with {shares} positives; labels: {Word(options.Data.Labels)}",
            scores.Arms(), scores.Against("network", Ap), notes)
        {
            Runs = scores.Runs(),
            Candidate = arms.Contains("network") ? "network" : null,
        };
    }

    private static GraphComparison Nodes(GraphComparingOptions options, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        var graph = options.Data.ReadGraph(cancellationToken);
        var plain = new NodeOptions();
        var basic = plain with { Epochs = options.Epochs ?? plain.Epochs, Width = options.Width ?? plain.Width };
        var networks = Chosen(options.Arms, NodeMethods.Compared).ToDictionary(a => a, a => NodeMethods.Parse(a, basic));
        if (graph.Labels is null)
        {
            throw new InputException("the nodes have no classes: give a table with --nodes and the column of the class with --label");
        }

        Split[] splits = [.. options.Seeds.Select(s => graph.GivenSplits.Count > 0
            ? graph.GivenSplits[(int)(s % (ulong)graph.GivenSplits.Count)]
            : graph.Times is null ? GraphSplits.Random(graph, 0.4, 0.2, s) : GraphSplits.ByTime(graph, 0.2, 0.2))];
        var learners = Learners();
        var scores = new GraphScores(OfNodes);
        var cells = new GraphCells(options);
        var done = events.Count("trained", splits.Length * ((2 * learners.Count) + networks.Count), "arms");
        var finished = 0;
        NodeComparison.Run(graph, splits, networks, learners, options.Seeds, new Each<NodeArmScore>(s =>
        {
            scores.Add(s.Arm, options.Seeds[s.Split], s.Seconds, s.AveragePrecision, s.Auroc);
            cells.Keep(s.Arm, options.Seeds[s.Split], s.Seconds, OfNodes, [s.AveragePrecision, s.Auroc]);
            done.Report(++finished);
        }), (arm, split) => cells.Find(arm, options.Seeds[split], OfNodes) is ({ } found, var seconds)
            ? new NodeArmScore(arm, split, found[1], found[0], seconds) : null, cancellationToken);
        var labelled = graph.Labels.Select(graph.LabelledNodes());
        var arms = scores.Arms();
        var best = arms.Where(a => networks.ContainsKey(a.Name)).MaxBy(a => a.Metrics[Ap]);
        var verdict = best is null ? "No graph network was among the arms."
            : scores.Judge(best.Name, arms.Where(a => !networks.ContainsKey(a.Name)).Select(a => a.Name), Ap);
        return new GraphComparison(
            verdict, $"{graph.NodeCount} nodes of {Path.GetFileName(options.Data.Data)}, {graph.Relations.Sum(r => r.Count)} edges both "
                + $"ways, minority {labelled.ClassCounts().Where(n => n > 0).Min()}; {splits.Length} splits "
                + $"{(graph.GivenSplits.Count > 0 ? "of the file" : "by class, 40/20/40")}",
            arms, best is null ? [] : scores.Against(best.Name, Ap),
                ["The best graph network is chosen by its test score: its lead over the others is a little too kind."])
        {
            Runs = scores.Runs(),
            Candidate = best?.Name,
        };
    }

    private static GraphComparison Conflicts(GraphComparingOptions options, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        var plain = new ConflictOptions();
        var basic = plain with { Epochs = options.Epochs ?? plain.Epochs, Width = options.Width ?? plain.Width };
        var all = new Dictionary<string, ConflictOptions>
        {
            ["gcn"] = basic,
            ["gcn/ce"] = basic with { Loss = ConflictLoss.CrossEntropy },
            ["gcn/la"] = basic with { Loss = ConflictLoss.LogitAdjustment },
            ["sage"] = basic with { Layer = ConflictLayer.Sage },
            ["gat"] = basic with { Layer = ConflictLayer.Gat },
        };
        var networks = Chosen(options.Arms, [.. all.Keys]).ToDictionary(a => a, a => all[a]);
        var draw = new ConflictDataOptions { Topologies = options.Topologies, Windows = options.Windows,
            ConflictShare = options.ConflictShare, Topology = new TopologyOptions { HiddenShare = options.HiddenShare } };
        var scores = new GraphScores(OfConflicts);
        var cells = new GraphCells(options);
        var flat = new Dictionary<string, IClassifier> { ["mlp on flat windows"] = new Standardized(new MultilayerPerceptron()) };
        var pairs = new Dictionary<string, IClassifier> { ["boosting on pairs"] = Boosting() };
        var done = events.Count("trained", options.Seeds.Count, "seeds");
        var leak = new List<double>();
        for (var i = 0; i < options.Seeds.Count; i++)
        {
            var seed = options.Seeds[i];
            string[] names = ["rules", "random cause", .. networks.Keys, .. flat.Keys, .. pairs.Keys];
            var known = names.ToDictionary(arm => arm, arm => cells.Find(arm, seed, OfConflicts));
            if (known.Values.All(found => found is not null) && cells.Find("gcn on one network", seed, [TypesF1]) is ({ } one, _))
            {
                foreach (var (arm, found) in known)
                {
                    scores.Add(arm, seed, found!.Value.Seconds, found.Value.Values);
                }

                leak.Add(one[0]);
                done.Report(i + 1);
                continue;
            }

            var data = ConflictData.Draw(draw, seed, cancellationToken);
            foreach (var s in ConflictComparison.Run(data, ConflictComparison.ByTopology(data, 0.25, 0.2, seed), networks, flat, pairs,
                seed, cancellationToken))
            {
                double[] values = [s.Implicit, s.Macro, s.Direct, s.Indirect, s.FourClasses, s.TopCause];
                scores.Add(s.Arm, seed, 0, values);
                cells.Keep(s.Arm, seed, 0, OfConflicts, values);
            }

            leak.Add(OneTopology(draw, basic, seed, cancellationToken));
            cells.Keep("gcn on one network", seed, 0, [TypesF1], [leak[^1]]);
            done.Report(i + 1);
        }

        var arms = scores.Arms();
        var best = arms.Where(a => networks.ContainsKey(a.Name)).MaxBy(a => a.Metrics[Implicit]);
        var verdict = best is null ? "No graph network was among the arms."
            : scores.Judge(best.Name, arms.Where(a => !networks.ContainsKey(a.Name) && a.Name != "random cause").Select(a => a.Name),
                Implicit);
        return new GraphComparison(
            verdict, string.Create(CultureInfo.InvariantCulture,
                $"Made-up networks of apps: {options.Topologies} a seed with {options.Windows} windows each, "
                + $"{100 * options.ConflictShare:0}% with a conflict, {100 * options.HiddenShare:0}% of influences hidden; judged on "
                + $"networks that training has not seen"),
            arms, best is null ? [] : [.. scores.Against(best.Name, Implicit), .. scores.Against(best.Name, Cause)],
            [string.Create(CultureInfo.InvariantCulture,
                $"The leak: on as many windows of the one published network, split by rows, the graph convolution has a macro-F1 of "
                + $"{leak.Average():0.000}; on unseen networks it has "
                + $"{(scores.Has("gcn") ? scores.Mean("gcn", TypesF1) : double.NaN):0.000}.")])
        {
            Runs = scores.Runs(),
            Candidate = best?.Name,
        };
    }

    /// <summary>Macro-F1 on as many windows of one network, split by rows: what a random split of one topology shows.</summary>
    private static double OneTopology(ConflictDataOptions draw, ConflictOptions network, ulong seed, CancellationToken cancellationToken)
    {
        var data = ConflictData.Draw([ConflictModel.Network()], draw with { Windows = draw.Topologies * draw.Windows }, seed,
            cancellationToken);
        int[] labels = [.. data.Windows.Select(w => w.Types == ConflictTypes.None ? 0 : 1)];
        var split = StratifiedSplit.Of(labels, 0.25, 0.2, new Randomness.RandomStream(seed, "rows"));
        return ConflictComparison.Run(data, split, new Dictionary<string, ConflictOptions> { ["gcn"] = network }, new Dictionary<string,
            IClassifier>(), new Dictionary<string, IClassifier>(), seed, cancellationToken)
            .Single(s => s.Arm == "gcn").Macro;
    }

    internal static Dictionary<string, IClassifier> Learners() => new() { ["boosting"] = Boosting(),
        ["logistic"] = new Standardized(new LogisticRegression()) };

    private static GradientBoosting Boosting() => new(new GradientBoostingOptions { Threads = 1 });

    private static IEnumerable<string> Chosen(IReadOnlyList<string> asked, IReadOnlyList<string> known)
    {
        if (asked.Except(known).FirstOrDefault() is { } unknown)
        {
            throw new InputException($"--arms has '{unknown}'; expected some of {string.Join(", ", known)}");
        }

        return asked.Count == 0 ? known : asked;
    }

    private static string Word(LabelMode mode) => mode switch { LabelMode.None => "none", LabelMode.Leaky => "leaky, a demonstration",
        _ => "of the past as known" };

    /// <summary>Tells each one at once, on the thread that it comes from.</summary>
    private sealed class Each<T>(Action<T> tell) : IProgress<T>
    {
        public void Report(T value) => tell(value);
    }
}
