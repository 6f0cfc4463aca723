using Counterpoise.Numerics;
using Counterpoise.Pipelines;
using Counterpoise.Streams;
using Counterpoise.Tables;

namespace Counterpoise.TableModels;

/// <summary>What a learner of a stream has come to, as a model of tables.</summary>
public static class StreamModel
{
    /// <summary>Makes the model.</summary>
    /// <param name="learner">The learner, which may go on.</param>
    /// <param name="preparation">What made rows of tables into rows of numbers.</param>
    /// <param name="labels">The classes.</param>
    /// <param name="seen">Prepared rows that were learned, n × d, by which equal ones are known again.</param>
    /// <param name="card">Method, seed and program; what follows from the others is filled in.</param>
    public static TableModel Create(StreamLearner learner, FeaturePreparation preparation, Labels labels, DenseMatrix seen,
        TableModelCard card)
    {
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(preparation);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(card);
        var options = learner.Options;
        var isBalanced = options.WeighsClasses || options.Resampling != OnlineResampling.None;
        double[] totals = [.. card.ClassCounts.Select(n => isBalanced ? Math.Min(n, 1.0) : n)];
        return new TableModel(card with
        {
            Priors = [.. totals.Select(t => t / totals.Sum())],
            Columns = preparation.Columns,
            Decision = options.Decision == StreamDecision.MostProbable ? null
                : new TableDecision(options.Decision == StreamDecision.Tuned ? "largest geometric mean on rows of late"
                    : "probability divided by the recent prior of the class", learner.Weights, null),
        }, FittedStream.Of(learner), RowPrints.Of(seen));
    }
}
