using Counterpoise.Classifiers;

namespace Counterpoise.Streams;

/// <summary>
/// Multinomial logistic regression by stochastic gradients with AdaGrad's steps; columns are scaled by their running mean and deviation.
/// </summary>
/// <remarks>O(C d) a row. Reference: Duchi, Hazan and Singer, "Adaptive subgradient methods", JMLR 12, 2011.</remarks>
public sealed class OnlineLogisticRegression : IOnlineClassifier
{
    private readonly int _columns;
    private readonly double _rate;
    private readonly double[] _weights, _squares, _means, _spreads, _scaled, _shares;
    private double _rows;

    /// <summary>Creates the classifier.</summary>
    /// <param name="columns">d, at least 1.</param>
    /// <param name="classCount">C, at least 2.</param>
    /// <param name="rate">Step size, above 0. Default 0.1.</param>
    public OnlineLogisticRegression(int columns, int classCount, double rate = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        (_columns, ClassCount, _rate) = (columns, classCount, rate);
        (_weights, _squares) = (new double[classCount * (columns + 1)], new double[classCount * (columns + 1)]);
        (_means, _spreads, _scaled, _shares) = (new double[columns], new double[columns], new double[columns + 1], new double[classCount]);
    }

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>Columns of a row, d.</summary>
    public int Columns => _columns;

    /// <summary>All that it has learned, of <see cref="StateLength"/> numbers.</summary>
    public double[] GetState() => [_rows, .. _weights, .. _squares, .. _means, .. _spreads];

    /// <summary>Takes what another one has learned; the rows that follow are answered as by that one, bit for bit.</summary>
    /// <param name="state">What <see cref="GetState"/> of a classifier of as many columns and classes gave.</param>
    /// <exception cref="ArgumentException">It is of another length, or holds what no state can.</exception>
    public void SetState(ReadOnlySpan<double> state)
    {
        if (state.Length != StateLength(_columns, ClassCount) || state[0] < 0)
        {
            throw new ArgumentException($"found {state.Length} numbers; expected {StateLength(_columns, ClassCount)}, the first at least "
                + "0", nameof(state));
        }

        _rows = state[0];
        var from = state[1..];
        foreach (var part in (double[][])[_weights, _squares, _means, _spreads])
        {
            from[..part.Length].CopyTo(part);
            from = from[part.Length..];
        }
    }

    /// <summary>Numbers that a state has.</summary>
    /// <param name="columns">d.</param>
    /// <param name="classCount">C.</param>
    public static int StateLength(int columns, int classCount) => 1 + (2 * classCount * (columns + 1)) + (2 * columns);

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<double> features, Span<double> probabilities)
    {
        Scale(features);
        for (var c = 0; c < ClassCount; c++)
        {
            probabilities[c] = System.Numerics.Tensors.TensorPrimitives.Dot<double>(_weights.AsSpan(c * (_columns + 1), _columns + 1),
                _scaled);
        }

        LogisticObjective.Softmax(probabilities);
    }

    /// <inheritdoc/>
    public void Learn(ReadOnlySpan<double> features, int label, double weight = 1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)label, (uint)ClassCount, nameof(label));
        if (!(weight >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "expected a weight of at least 0");
        }

        if (weight == 0)
        {
            return;
        }

        Follow(features);
        Predict(features, _shares);
        for (var c = 0; c < ClassCount; c++)
        {
            var error = weight * (_shares[c] - (c == label ? 1 : 0));
            for (var j = 0; j <= _columns; j++)
            {
                var (at, gradient) = ((c * (_columns + 1)) + j, error * _scaled[j]);
                _squares[at] += gradient * gradient;
                _weights[at] -= gradient == 0 ? 0 : _rate * gradient / Math.Sqrt(_squares[at]);
            }
        }
    }

    /// <summary>Welford's running mean and sum of squared deviations.</summary>
    private void Follow(ReadOnlySpan<double> features)
    {
        Require(features);
        _rows++;
        for (var j = 0; j < _columns; j++)
        {
            var difference = features[j] - _means[j];
            _means[j] += difference / _rows;
            _spreads[j] += difference * (features[j] - _means[j]);
        }
    }

    private void Scale(ReadOnlySpan<double> features)
    {
        Require(features);
        for (var j = 0; j < _columns; j++)
        {
            var deviation = _rows > 1 ? Math.Sqrt(_spreads[j] / _rows) : 0;
            _scaled[j] = deviation > 0 ? (features[j] - _means[j]) / deviation : 0;
        }

        _scaled[_columns] = 1;
    }

    private void Require(ReadOnlySpan<double> features)
    {
        if (features.Length != _columns)
        {
            throw new ArgumentException($"found {features.Length} numbers; expected {_columns}", nameof(features));
        }
    }
}
