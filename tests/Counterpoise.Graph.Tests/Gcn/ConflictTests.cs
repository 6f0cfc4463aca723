using System.Text.Json;
using Counterpoise.Classifiers;
using Counterpoise.Graph.Gcn;
using Counterpoise.Graph.Generators;
using Counterpoise.Graph.Graphs;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Torch;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Graph.Gcn;

public class ConflictTests
{
    private static readonly ConflictDataOptions Small = new() { Topologies = 9, Windows = 12, ConflictShare = 0.34 };

    [Fact]
    public void The_published_model_gives_the_numbers_of_both_readings()
    {
        double[] p = [51, 60, 1.5, 1, 1.2, .8, .5];
        Close([.2462150450, .8948393168, .7636642325, .4676706799], ConflictModel.Indicators(p));
        Close([.1212436967, .8007374029, .6462793668, .2666520179], ConflictModel.Indicators(p, BellWidth.TwiceSquare));
    }

    [Fact]
    public void Without_the_drawn_middle_the_second_indicator_is_dead()
    {
        var random = new RandomStream(1);
        int alive = Count((_, r) => r.NextDouble() * 300), mended = Count((p, r) => ConflictModel.Network().Draw(p, r) * 300);
        Assert.InRange(alive, 200, 650);
        Assert.InRange(mended, 3200, 10000);

        int Count(Func<int, RandomStream, double> first) => Enumerable.Range(0, 10000)
            .Count(_ => ConflictModel.Bell(first(0, random) - 50, random.NextDouble() * 3) > 0.01);
    }

    [Fact]
    public void Labels_are_what_a_replay_without_the_cause_says()
    {
        var data = ConflictData.Draw(Small, 3);
        var conflicts = data.Windows.Where(w => w.Types != ConflictTypes.None).ToArray();
        Assert.NotEmpty(conflicts);
        foreach (var window in data.Windows)
        {
            var network = data.Networks[window.Topology];
            var clash = window.Changes.GroupBy(c => c.Parameter).Any(g => g.Select(c => c.App).Distinct().Count() > 1);
            Assert.Equal(clash, (window.Types & ConflictTypes.Direct) != 0);
            Assert.Equal(window.Types != ConflictTypes.None, window.Causes.Contains(true));
            Assert.All(Enumerable.Range(0, network.Apps).Where(a => window.Causes[a]),
                a => Assert.Contains(window.Changes, c => c.App == a));
        }

        // Each network has as many conflicts as were asked for, where they can be had.
        Assert.All(data.Windows.GroupBy(w => w.Topology).Where(g => g.Count() == 12),
            g => Assert.Equal(4, g.Count(w => w.Types != ConflictTypes.None)));
        Assert.Equal(data.Windows.Select(w => w.Types), ConflictData.Draw(Small, 3).Windows.Select(w => w.Types));
    }

    [Fact]
    public void Rules_know_every_direct_conflict_and_no_hidden_influence_is_in_the_graph()
    {
        var data = ConflictData.Draw(Small with { Topology = new TopologyOptions { HiddenShare = 1 } }, 4);
        foreach (var window in data.Windows)
        {
            var found = ConflictRules.Judge(data.Networks[window.Topology], window);
            Assert.Equal((window.Types & ConflictTypes.Direct) != 0, (found.Types & ConflictTypes.Direct) != 0);
            Assert.Equal(ConflictTypes.None, window.Types & ConflictTypes.Indirect);
        }

        Assert.All(data.Networks, n => Assert.DoesNotContain(
            n.KnownEdges().Sources.Zip(n.KnownEdges().Targets), e => e.First >= n.Apps && e.First < n.Apps + n.Parameters
                && e.Second >= n.Apps + n.Parameters));
    }

    [Fact]
    public void Renaming_the_nodes_leaves_the_logits_of_a_graph()
    {
        var options = new ConflictOptions { Width = 8 };
        using var network = new ConflictNetwork(3, options).Initialize(1);
        network.to(ScalarType.Float64);
        network.eval();
        var x = Layers.EdgeSumTests.Draw([6, 3], 1);
        int[] sources = [0, 1, 2, 3, 4], targets = [1, 2, 3, 4, 5], renamed = [3, 0, 5, 1, 4, 2];
        var back = Tensor.FromArray(Array.ConvertAll(renamed, n => (long)n));
        var apps = Tensor.FromArray<long>([0, 1]);
        var graphs = Counterpoise.Graph.Layers.GraphReadout.Edges([0, 0, 0, 0, 0, 0], 1);
        var plain = network.Run(x, new(6, new Relation("r", sources, targets).Symmetric()), graphs, apps);
        var moved = network.Run(
            torch.zeros_like(x).index_copy(0, back, x), new(6,
                new Relation("r", [.. sources.Select(s => renamed[s])], [.. targets.Select(t => renamed[t])]).Symmetric()), graphs,
            back.index_select(0, apps));
        Assert.True((plain.Types - moved.Types).abs().max().ToDouble() < 1e-10);
        Assert.True((plain.Causes - moved.Causes).abs().max().ToDouble() < 1e-10);
    }

    [Theory]
    [InlineData(ConflictLayer.Gcn, ConflictLoss.Focal)]
    [InlineData(ConflictLayer.Sage, ConflictLoss.CrossEntropy)]
    [InlineData(ConflictLayer.Gat, ConflictLoss.LogitAdjustment)]
    public void A_comparison_on_unseen_networks_has_every_arm_and_repeats(ConflictLayer layer, ConflictLoss loss)
    {
        var data = ConflictData.Draw(Small, 5);
        var split = ConflictComparison.ByTopology(data, 0.34, 0.22, 1);
        Assert.Empty(split.Test.Select(i => data.Windows[i].Topology)
            .Intersect(split.Train.Concat(split.Validation).Select(i => data.Windows[i].Topology)));
        var networks = new Dictionary<string, ConflictOptions> { ["gcn"] = new() { Layer = layer, Loss = loss, Width = 8, Epochs = 2 } };
        var learner = new Dictionary<string, IClassifier> { ["logistic"] = new Standardized(new LogisticRegression()) };
        var scores = Run();
        Assert.Equal(["rules", "random cause", "gcn", "logistic", "logistic"], scores.Select(s => s.Arm));
        Assert.Equal(1, scores[0].Direct);
        Assert.InRange(scores[2].TopCause, 0, 1);
        Assert.Equal(scores, Run());

        IReadOnlyList<ConflictArmScore> Run() => ConflictComparison.Run(data, split, networks, learner, learner, 1);
    }

    [Fact]
    public void A_window_of_several_conflicts_is_of_the_first_in_priority()
    {
        Assert.Equal(["none", "direct", "indirect", "implicit"], ConflictPriority.Names);
        Assert.Equal([0, 1, 2, 1, 3, 1, 2, 1], Enumerable.Range(0, 8).Select(t => ConflictPriority.ClassOf((ConflictTypes)t)));

        var data = ConflictData.Draw(Small, 5);
        var split = ConflictComparison.ByTopology(data, 0.34, 0.22, 1);
        var rules = ConflictComparison.Run(data, split, new Dictionary<string, ConflictOptions>(), new Dictionary<string, IClassifier>(),
            new Dictionary<string, IClassifier>(), 1)[0];
        int[] truth = [.. split.Test.Select(i => ConflictPriority.ClassOf(data.Windows[i].Types))], said = [.. split.Test.Select(i =>
            ConflictPriority.ClassOf(ConflictRules.Judge(data.Networks[data.Windows[i].Topology], data.Windows[i]).Types))];
        var expected = Enumerable.Range(0, 4).Average(c => ConflictComparison.F1([.. truth.Select(t => t == c ? 1 : 0)],
            [.. said.Select(t => t == c ? 1 : 0)]));
        Assert.Equal(expected, rules.FourClasses, 1e-12);
    }

    [Fact]
    public void Training_without_a_conflict_is_refused()
    {
        var data = ConflictData.Draw(Small, 6);
        int[] quiet = [.. Enumerable.Range(0, data.Windows.Count).Where(i => data.Windows[i].Types == ConflictTypes.None)];
        Assert.Throws<GraphFormatException>(() => ConflictTraining.Fit(data, new Split { Train = quiet, Test = [] }, new ConflictOptions(),
            1));
    }

    [Fact]
    public void A_detector_tells_a_clash_with_its_path_as_json_and_not_twice()
    {
        // Training by hand: everything is a conflict.
        var data = ConflictData.Draw(Small, 7);
        using var model = ConflictTraining.Fit(data, new Split { Train = [.. Enumerable.Range(0, data.Windows.Count)], Test = [] },
            new ConflictOptions { Width = 8, Epochs = 1 }, 1);
        Array.Fill(model.Thresholds, 0);
        var network = ConflictModel.Network();
        double[] settings = [.2, .5, .5, .5, .5, .5, .5], measured = network.Evaluate(settings);
        var detector = new ConflictDetector(model, network, settings, measured, stepSeconds: 2);
        var alerts = new List<ConflictAlert>();
        for (var step = 0; step < 8; step++)
        {
            ParameterChange[] changes = step == 5 ? [new(0, 0, 0, .4), new(0, 1, 0, .7)] : [];
            if (detector.Step(changes, measured) is { } alert)
            {
                alerts.Add(alert);
            }
        }

        var told = Assert.Single(alerts);
        Assert.Equal((5, 10.0), (told.Step, told.Seconds));
        Assert.Contains("parameter 0", told.Path);
        using var json = JsonDocument.Parse(told.ToJson());
        Assert.Equal("Direct, Indirect, Implicit", json.RootElement.GetProperty("types").GetString());
        Assert.Equal(told.Cause, json.RootElement.GetProperty("cause").GetInt32());

        var report = DetectorReport.Measure(model, network, 60, 1, 3);
        Assert.InRange(report.Found, 0, report.Conflicts);
        Assert.True(report.FalseAlarmsPerHour >= 0);
        Assert.Throws<ArgumentException>(() => new ConflictDetector(model, network, [1], [1]));
    }

    [Theory]
    [InlineData(ConflictLayer.Gcn, ConflictLoss.Focal)]
    [InlineData(ConflictLayer.Sage, ConflictLoss.CrossEntropy)]
    [InlineData(ConflictLayer.Gat, ConflictLoss.LogitAdjustment)]
    public void A_network_that_is_read_from_a_file_finds_and_alerts_as_before_to_the_bit(ConflictLayer layer, ConflictLoss loss)
    {
        var folder = Directory.CreateTempSubdirectory("counterpoise-test-").FullName;
        try
        {
            var (data, file) = (ConflictData.Draw(Small, 8), Path.Combine(folder, "m.safetensors"));
            using var model = ConflictTraining.Fit(data, ConflictComparison.ByTopology(data, 0.25, 0.25, 1),
                new ConflictOptions { Layer = layer, Loss = loss, Width = 8, Epochs = 2 }, 1);
            ConflictFile.Save(model, file);
            Assert.True(ConflictFile.Is(file));
            using var read = ConflictFile.Load(file);
            Assert.Equal(model.Network.Options, read.Network.Options);
            Assert.Equal(model.Thresholds, read.Thresholds);
            Assert.Equal(model.Predict(data.Windows).SelectMany(p => p.Types.Concat(p.Causes)),
                read.Predict(data.Windows, data.Networks).SelectMany(p => p.Types.Concat(p.Causes)));
            Assert.Equal(DetectorReport.Measure(model, data.Networks[0], 60, 1, 3),
                DetectorReport.Measure(read, data.Networks[0], 60, 1, 3));
            Assert.Throws<ArgumentException>(() => read.Predict(data.Windows));

            var bytes = File.ReadAllBytes(file);
            bytes.AsSpan(bytes.Length - 4).Fill(0xFF);
            File.WriteAllBytes(file, bytes);
            Assert.Contains("not finite", Assert.Throws<WeightFileException>(() => ConflictFile.Load(file)).Message);
            File.WriteAllBytes(file, bytes[..100]);
            Assert.Throws<WeightFileException>(() => ConflictFile.Load(file));
            Assert.False(ConflictFile.Is(file));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Close(double[] expected, double[] found) =>
        Assert.All(expected.Zip(found), p => Assert.Equal(p.First, p.Second, 1e-9));
}
