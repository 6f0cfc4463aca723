using Counterpoise.Classifiers;
using Counterpoise.ClassifierForms;
using Counterpoise.Deploy.CExport;
using Counterpoise.Deploy.Quantization;
using Counterpoise.Deploy.Sensors;
using Counterpoise.Deploy.TableExport;
using Counterpoise.Ensembles;
using Counterpoise.Experiments;
using Counterpoise.LayerGraphs;
using Counterpoise.Methods;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.TableModels;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Embedded;

/// <summary>
/// Trains small models of sensor streams for microcontrollers and judges them on streams that they do not know: a forest as the control, a
/// network in single precision and the same in int8.
/// </summary>
/// <remarks>Reference: Darvishi, arXiv:2606.18122, whose pipeline this is; the paper reports no measurements.</remarks>
public static class EmbeddedComparing
{
    private const int CalibrationPerClass = 100, GoldenInputs = 8;

    private static readonly string[] NegativeNames =
        ["idle", "negative", "background", "unknown", "none", "other", "null", "silence", "_background_noise_"];

    /// <summary>Trains, quantizes, chooses thresholds and judges.</summary>
    /// <param name="options">Which recordings, and how.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; nothing is written then.</param>
    /// <exception cref="InputException">The recordings cannot be used so.</exception>
    public static EmbeddedResult Run(EmbeddedOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return InputFault.InWords(() =>
            Judge(options, SensorFiles.Read(options.Data, events, cancellationToken), events, cancellationToken));
    }

    private static EmbeddedResult Judge(EmbeddedOptions options, SensorRecordings read, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        var negative = Negative(options, read.Classes);
        var (train, validation, test) = Splits(options, read, events, cancellationToken);
        int[] Counts(SensorRows split) => new Labels("class", [.. read.Classes], split.Labels).ClassCounts();
        var (counts, testCounts) = (Counts(train), Counts(test));
        Check(options, read.Classes, negative, counts, testCounts);
        var minority = Enumerable.Range(0, counts.Length).MinBy(c => counts[c]);
        using var forest = Train(options, train, read.Classes, Learner.Of("balanced-forest", "balanced random forest",
            new BalancedRandomForestOptions { Trees = options.Trees, MaxDepth = options.Depth }, o => new BalancedRandomForest(o)), "none",
            cancellationToken);
        using var linear = Train(options, train, read.Classes, Learner.Standard.Single(l => l.Name == "logistic"), "wce",
            cancellationToken);
        using var network = Train(options, train, read.Classes, Learner.Of("network", "neural network", new MultilayerPerceptronOptions
        {
            HiddenUnits = options.HiddenUnits,
            Epochs = options.Epochs,
        }, o => new MultilayerPerceptron(o)), "wce", cancellationToken);
        var prepared = new PreparedWindows(network.Card);
        var graph = PerceptronGraph.From((PerceptronForm)network.Classifier.Describe());
        var calibration = prepared.Calibration(train, CalibrationPerClass, options.Seed);
        QuantizedNetwork Quantize(LayerGraph trained) => PostTrainingQuantizer.Quantize(trained, calibration,
            new QuantizationOptions { Percentile = options.Percentile }, cancellationToken);
        var quantized = Quantize(graph);
        if (options.QuantizationAware is { } aware)
        {
            var found = prepared.Train(graph, quantized.Ranges, train, validation, aware, events, cancellationToken);
            quantized = Quantize(found.Graph);
            events.Note($"divergence of int8 from the network on validation windows: {found.Before:G3} before, {found.After:G3} after "
                + $"training with int8 in view{(found.BestEpoch == 0 ? ", which did not help" : "")}");
        }

        foreach (var range in quantized.Saturated)
            events.Warn(FormattableString.Invariant($"{range.Clipped:P1} of the values of {range.Layer} {range.Value} are clipped"));
        double[][] Int8(SensorRows split) => [.. prepared.Rows(split).Select(quantized.Run)];
        double[][] Table(TableModel model, SensorRows split) => [.. model.PredictProbabilities(split.Rows).Chunk(read.Classes.Count)];
        EmbeddedArm Arm(string name, Func<SensorRows, double[][]> score, long? flash, long? memory, long? work)
        {
            var thresholds = RejectionThresholds.Choose(validation.Streams(score(validation), negative, options.Windows.Seconds),
                read.Classes,
                negative, options.FalseAcceptsPerHour, options.Smoothing);
            foreach (var warning in thresholds.Warnings) events.Warn($"{name}: {warning}");
            var scored = score(test);
            return new EmbeddedArm(name, Recalls(test, scored, read.Classes.Count), thresholds.Values, EventScores.Simulate(
                test.Streams(scored, negative, options.Windows.Seconds), thresholds.Values, negative, options.Smoothing), flash, memory,
                    work);
        }

        var (forestC, cost) = (TableCExporter.Export(forest, new TableCOptions { Name = "forest", Precision = RealPrecision.Single }),
            DeviceCost.Compute(quantized.Network));
        EmbeddedArm[] arms =
        [
            Arm("logistic regression", p => Table(linear, p), null, null, null),
            Arm($"forest of {options.Trees}", p => Table(forest, p), forestC.Cost.ConstantBytes, forestC.Cost.StackBytes,
                forestC.Cost.Comparisons),
            Arm("network, single precision", p => Table(network, p), sizeof(float) * Parameters(graph), null, cost.Multiplications),
            Arm("network, int8", Int8, cost.ConstantBytes, cost.ArenaBytes, cost.Multiplications),
        ];
        var testRows = prepared.Rows(test);
        var audit = QuantizationAudit.Compute(graph, quantized, [.. test.Labelled.Select(i => testRows[i])], test.Labels,
            cancellationToken);
        var files = options.Output is { } folder
            ? EmbeddedFiles.Write(folder, forest, network, forestC, quantized, prepared, train, read.Classes, arms, GoldenInputs) : [];
        return new EmbeddedResult(read.Classes, negative, minority, counts, testCounts, arms, audit, files)
        {
            IsLeaky = options.Split == SensorSplit.Random,
            IsGenerated = options.Data.Path is null,
        };
    }

    private static int Negative(EmbeddedOptions options, IReadOnlyList<string> classes)
    {
        var names = options.Negative is { } named ? [named] : NegativeNames;
        for (var c = 0; c < classes.Count; c++)
        {
            if (names.Contains(classes[c], StringComparer.OrdinalIgnoreCase)) return c;
        }

        var wanted = options.Negative is { } missing ? $"is '{missing}'" : "is named as the one that stands for nothing";
        throw new InputException($"none of the classes ({string.Join(", ", classes)}) {wanted}: a device meets mostly what is none of its "
            + "classes, so name that class with --negative, or record it");
    }

    private static (SensorRows Train, SensorRows Validation, SensorRows Test) Splits(EmbeddedOptions options, SensorRecordings read,
        IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        var cut = WindowCut.Of(read.Recordings, options.Windows);
        events.Note($"{cut.Windows.Count} windows of {read.Recordings.Count} recordings; {cut.Mixed} of mixed classes are only streamed, "
            + $"{cut.NotFinite} with missing samples are left out, {cut.TooShort} recordings are too short");
        var random = new RandomStream(options.Seed, "split");
        if (options.Split == SensorSplit.Random)
        {
            events.Warn("windows are drawn at random: neighbours and subjects are in all splits, so that every figure flatters");
            var all = SensorRows.Of(read, read.Recordings, cut, cancellationToken);
            var drawn = StratifiedSplit.Of(all.Labels, options.TestShare, options.ValidationShare, random);
            var labelled = all.Labelled;
            SensorRows Of(int[] rows)
            {
                var own = rows.Select(r => labelled[r]).ToHashSet();
                return all with { Windows = [.. all.Windows.Select((w, i) => own.Contains(i) ? w : w with { Label = -1 })] };
            }

            return (Of(drawn.Train), Of(drawn.Validation), Of(drawn.Test));
        }

        var split = options.Split == SensorSplit.Subject
            ? RecordingSplit.BySubject(read.Recordings, cut.Windows, options.TestShare, options.ValidationShare, random)
            : RecordingSplit.ByTime(read.Recordings, options.TestShare, options.ValidationShare, options.Windows.Seconds);
        SensorRows Split(IReadOnlyList<SensorRecording> recordings) =>
            SensorRows.Of(read, recordings, WindowCut.Of(recordings, options.Windows), cancellationToken);
        return (Split(split.Train), Split(split.Validation), Split(split.Test));
    }

    private static void Check(EmbeddedOptions options, IReadOnlyList<string> classes, int negative, int[] train, int[] test)
    {
        for (var c = 0; c < classes.Count; c++)
        {
            if (train[c] == 0 || test[c] == 0)
                throw new InputException($"class '{classes[c]}' has {train[c]} training and {test[c]} test windows; each split needs "
                    + $"some: record "
                    + "more of it, try another --seed, or shorten --window");
        }

        var share = train[negative] / (double)train.Sum();
        if (share < options.MinimumNegative)
            throw new InputException(FormattableString.Invariant(
                $"'{classes[negative]}' is {share:P0} of the training windows; expected at least {options.MinimumNegative:P0}, ")
                + FormattableString.Invariant($"since a device meets ")
                + "mostly what is none of its classes: record more of it, or lower --minimum-negative");
    }

    private static TableModel Train(EmbeddedOptions options, SensorRows split, IReadOnlyList<string> classes, Learner learner,
        string method, CancellationToken cancellationToken) => TableModelTraining.Run(split.Labelling(classes),
            new TableModelOptions { Method = TableMethod.Parse(method), Learner = learner, Seed = options.Seed }, ProgramVersion.Text,
            cancellationToken);

    private static double[] Recalls(SensorRows split, double[][] probabilities, int classes)
    {
        var (right, all) = (new double[classes], new double[classes]);
        foreach (var i in split.Labelled)
        {
            var (label, p) = (split.Windows[i].Label, probabilities[i]);
            all[label]++;
            if (Array.IndexOf(p, p.Max()) == label) right[label]++;
        }

        return [.. right.Zip(all, (r, n) => r / n)];
    }

    private static long Parameters(LayerGraph graph) => graph.Layers.OfType<DenseLayer>().Sum(l => (long)l.Weights.Length + l.Bias.Length);
}
