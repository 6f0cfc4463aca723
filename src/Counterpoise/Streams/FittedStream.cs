using Counterpoise.ClassifierForms;
using Counterpoise.Classifiers;
using Counterpoise.Numerics;

namespace Counterpoise.Streams;

/// <summary>What a <see cref="StreamLearner"/> has come to: the mean of its members, each a logistic regression.</summary>
public sealed class FittedStream : IFittedClassifier
{
    private readonly FittedLogisticRegression[] _members;

    internal FittedStream(int columns, int classCount, StreamLearnerOptions options, double[] ensemble, double[][] members, ulong[] draws,
        IReadOnlyList<double> weights)
    {
        (Columns, ClassCount, Options, Ensemble, States, Draws, Weights) =
            (columns, classCount, options, ensemble, members, draws, weights);
        _members = Array.ConvertAll(members, Linear);
    }

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>Columns of a row.</summary>
    public int Columns { get; }

    /// <summary>The options of the learner.</summary>
    public StreamLearnerOptions Options { get; }

    /// <summary>Rows that were learned.</summary>
    public long Rows => (long)Ensemble[0];

    internal double[] Ensemble { get; }

    internal double[][] States { get; }

    internal ulong[] Draws { get; }

    internal IReadOnlyList<double> Weights { get; }

    /// <summary>What a learner has come to.</summary>
    /// <param name="learner">The learner, which may go on.</param>
    public static FittedStream Of(StreamLearner learner)
    {
        ArgumentNullException.ThrowIfNull(learner);
        var (ensemble, members, draws) = learner.GetState();
        return new(learner.Members[0].Columns, learner.ClassCount, learner.Options, ensemble, members, draws, learner.Weights);
    }

    /// <summary>A learner that goes on from here; what a tuned decision remembers of rows of late begins anew.</summary>
    public StreamLearner Continue()
    {
        var learner = new StreamLearner(Columns, ClassCount, 0, Options);
        learner.SetState(Ensemble, States, Draws, Weights);
        return learner;
    }

    /// <inheritdoc/>
    public double[] PredictProbabilities(DenseMatrix features)
    {
        ArgumentNullException.ThrowIfNull(features);
        var mean = new double[features.Rows * ClassCount];
        foreach (var probabilities in _members.Select(m => m.PredictProbabilities(features)))
        {
            for (var i = 0; i < mean.Length; i++)
            {
                mean[i] += probabilities[i] / _members.Length;
            }
        }

        return mean;
    }

    /// <inheritdoc/>
    public ClassifierForm Describe() => new AverageForm([.. _members.Select(m => m.Describe())]);

    /// <summary>A member as a logistic regression of unscaled columns.</summary>
    private FittedLogisticRegression Linear(double[] state)
    {
        var (rows, width) = (state[0], Columns + 1);
        var means = state.AsSpan(1 + (2 * ClassCount * width), Columns);
        var spreads = state.AsSpan(state.Length - Columns);
        var (slopes, intercepts) = (new DenseMatrix(ClassCount, Columns), new double[ClassCount]);
        for (var c = 0; c < ClassCount; c++)
        {
            var weights = state.AsSpan(1 + (c * width), width);
            intercepts[c] = weights[Columns];
            for (var j = 0; j < Columns; j++)
            {
                var deviation = rows > 1 ? Math.Sqrt(spreads[j] / rows) : 0;
                slopes[c, j] = deviation > 0 ? weights[j] / deviation : 0;
                intercepts[c] -= slopes[c, j] * means[j];
            }
        }

        if (ClassCount > 2)
            return new FittedLogisticRegression(ClassCount, slopes, intercepts);
        var one = new DenseMatrix(1, Columns);
        for (var j = 0; j < Columns; j++)
        {
            one[0, j] = slopes[1, j] - slopes[0, j];
        }

        return new FittedLogisticRegression(2, one, [intercepts[1] - intercepts[0]]);
    }
}
