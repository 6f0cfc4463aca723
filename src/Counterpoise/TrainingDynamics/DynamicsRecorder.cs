namespace Counterpoise.TrainingDynamics;

/// <summary>
/// Watches any model that is trained in epochs: give it each layer's gradient at each step, and at the end of an epoch probabilities and
/// parameters; it keeps losses, errors per class, gradients and their shape, weights, and what becomes of each row.
/// </summary>
/// <remarks>
/// It asks for nothing that training does not have already, but the probabilities of all rows after an epoch; it changes nothing.
/// O(parameters) a step. Not for several threads at once. <see cref="WatchedPerceptron"/> watches the network of this library.
/// </remarks>
public sealed class DynamicsRecorder
{
    private readonly int[] _labels, _validation;
    private readonly int _classCount;
    private readonly double[] _sums, _squares;
    private readonly int[] _correct;
    private readonly List<EpochDynamics> _epochs = [];
    private readonly Dictionary<string, Layer> _layers = [];

    /// <summary>Begins a record.</summary>
    /// <param name="labels">Classes of the training rows.</param>
    /// <param name="classCount">C, at least 2.</param>
    /// <param name="validationLabels">Classes of the validation rows; empty for none.</param>
    /// <exception cref="ArgumentException">There is no training row, or a label is no class.</exception>
    public DynamicsRecorder(ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<int> validationLabels = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        (_labels, _validation, _classCount) = (labels.ToArray(), validationLabels.ToArray(), classCount);
        if (_labels.Length == 0 || _labels.Concat(_validation).Any(l => (uint)l >= (uint)classCount))
        {
            throw new ArgumentException(
                $"found {_labels.Length} training rows, or a label outside of 0 to {classCount - 1}; expected at least one row, and "
                    + $"classes", nameof(labels));
        }

        (_sums, _squares, _correct) = (new double[_labels.Length], new double[_labels.Length], new int[_labels.Length]);
        RareClass = Enumerable.Range(0, classCount).Where(_labels.Contains).MinBy(c => _labels.Count(l => l == c));
    }

    /// <summary>The class with the fewest training rows, the first of equals.</summary>
    public int RareClass { get; }

    /// <summary>Takes a layer's gradient at a step, before the step is taken.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="gradient">The entries of its gradient.</param>
    public void AddGradient(string layer, ReadOnlySpan<double> gradient) => Of(layer).Gradients.Add(gradient);

    /// <summary>Takes the norm of a layer's step over that of its parameters, once the step is taken.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="ratio">The ratio.</param>
    public void AddUpdate(string layer, double ratio)
    {
        var known = Of(layer);
        (known.Updates, known.Steps) = (known.Updates + ratio, known.Steps + 1);
    }

    /// <summary>Takes a layer's parameters at the end of an epoch, before <see cref="EndEpoch"/>.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="parameters">Its parameters, at least one.</param>
    public void SetParameters(string layer, ReadOnlySpan<double> parameters)
    {
        var known = Of(layer);
        var (sum, squares) = (0.0, 0.0);
        foreach (var p in parameters)
        {
            (sum, squares) = (sum + p, squares + (p * p));
        }

        known.Mean = sum / parameters.Length;
        known.Norm = Math.Sqrt(squares);
        known.Deviation = Math.Sqrt(Math.Max(0, (squares / parameters.Length) - (known.Mean * known.Mean)));
    }

    /// <summary>Ends an epoch.</summary>
    /// <param name="training">Probabilities of the training rows, row-major [n, C].</param>
    /// <param name="validation">Probabilities of the validation rows; empty without them.</param>
    /// <param name="classCosine">Cosine between the gradients of the rarest class and of the others, where it was taken.</param>
    /// <exception cref="ArgumentException">There are not as many probabilities as rows times classes.</exception>
    public void EndEpoch(ReadOnlySpan<double> training, ReadOnlySpan<double> validation = default, double classCosine = double.NaN)
    {
        if (training.Length != _labels.Length * _classCount || validation.Length != _validation.Length * _classCount)
        {
            throw new ArgumentException(
                $"found {training.Length} and {validation.Length} probabilities; expected {_labels.Length * _classCount} and "
                + $"{_validation.Length * _classCount}", nameof(training));
        }

        for (var i = 0; i < _labels.Length; i++)
        {
            var row = training.Slice(i * _classCount, _classCount);
            var p = row[_labels[i]];
            _sums[i] += p;
            _squares[i] += p * p;
            _correct[i] += IsRight(row, _labels[i]) ? 1 : 0;
        }

        _epochs.Add(new EpochDynamics(_epochs.Count + 1, Loss(_labels, training), Loss(_validation, validation), Errors(_labels, training),
            Errors(_validation, validation),
            [.. _layers.Select(l => l.Value.End(l.Key))], classCosine));
    }

    /// <summary>What was recorded so far.</summary>
    public DynamicsRecord Record() => new([.. _epochs], [.. _labels.Select((_, i) => Sample(i))], RareClass);

    private SampleDynamics Sample(int row)
    {
        double n = _epochs.Count, mean = _sums[row] / n;
        return new SampleDynamics(mean, Math.Sqrt(Math.Max(0, (_squares[row] / n) - (mean * mean))), _correct[row] / n);
    }

    private Layer Of(string layer)
    {
        ArgumentException.ThrowIfNullOrEmpty(layer);
        return _layers.TryGetValue(layer, out var known) ? known : _layers[layer] = new Layer();
    }

    private double Loss(int[] labels, ReadOnlySpan<double> probabilities)
    {
        var loss = 0.0;
        for (var i = 0; i < labels.Length; i++)
        {
            loss -= Math.Log(Math.Max(probabilities[(i * _classCount) + labels[i]], 1e-300));
        }

        return labels.Length == 0 ? double.NaN : loss / labels.Length;
    }

    private double[] Errors(int[] labels, ReadOnlySpan<double> probabilities)
    {
        var (wrong, rows) = (new double[_classCount], new int[_classCount]);
        for (var i = 0; i < labels.Length; i++)
        {
            rows[labels[i]]++;
            wrong[labels[i]] += IsRight(probabilities.Slice(i * _classCount, _classCount), labels[i]) ? 0 : 1;
        }

        return [.. wrong.Select((w, c) => rows[c] == 0 ? double.NaN : w / rows[c])];
    }

    private static bool IsRight(ReadOnlySpan<double> row, int label)
    {
        var best = 0;
        for (var c = 1; c < row.Length; c++)
        {
            best = row[c] > row[best] ? c : best;
        }

        return best == label;
    }

    private sealed class Layer
    {
        public GradientSums Gradients { get; } = new();

        public double Updates { get; set; }

        public int Steps { get; set; }

        public double Mean { get; set; } = double.NaN;

        public double Deviation { get; set; } = double.NaN;

        public double Norm { get; set; } = double.NaN;

        public LayerEpoch End(string name)
        {
            var epoch = new LayerEpoch(name, Gradients.Moments(), Mean, Deviation, Norm, Steps == 0 ? double.NaN : Updates / Steps);
            (Updates, Steps) = (0, 0);
            return epoch;
        }
    }
}
