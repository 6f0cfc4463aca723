using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.Tables;

namespace Counterpoise.ImbalancedRegression;

/// <summary>
/// Training rows of a table, from which alone everything is learned: the preparation of columns, resampled rows or weights, the line that
/// corrects predictions.
/// </summary>
internal sealed class RegressionTrainingSet
{
    private const int InnerFolds = 3;

    private readonly Table _training;
    private readonly double[] _targets;
    private readonly RegressionResamplingOptions _resampling;
    private readonly LabelDistributionSmoothingOptions _smoothing;
    private readonly Func<string, RandomStream> _draws;

    /// <param name="training">The features.</param>
    /// <param name="targets">The target of each row, finite.</param>
    /// <param name="resampling">Options of resamplers; their relevance and categories are set here.</param>
    /// <param name="smoothing">Options of weights.</param>
    /// <param name="draws">The draws for a purpose, always from their start.</param>
    public RegressionTrainingSet(Table training, double[] targets, RegressionResamplingOptions resampling,
        LabelDistributionSmoothingOptions smoothing, Func<string, RandomStream> draws)
    {
        (_training, _targets, _resampling, _smoothing, _draws) = (training, targets, resampling, smoothing, draws);
        Preparation = FeaturePreparation.Fit(training);
        AsTheyAre = new(Preparation.Apply(training), targets, [], []);
    }

    /// <summary>What was learned of the columns.</summary>
    public FeaturePreparation Preparation { get; }

    /// <summary>The rows as they are.</summary>
    public LearnedRegressionRows AsTheyAre { get; }

    /// <summary>The rows as a method gives them to regressors.</summary>
    /// <exception cref="ArgumentException">The rows do not fit the method.</exception>
    public LearnedRegressionRows Rows(RegressionMethod method, RelevanceFunction relevance, CancellationToken cancellationToken)
    {
        if (method.UsesWeights)
            return Weighted();
        if (method.Resampler is null)
            return AsTheyAre;
        var scaled = Preparation.Scale(_training);
        var resampler = method.Resampler(_resampling with
        {
            Relevance = relevance,
            Categorical = [.. scaled.Columns.Index().Where(c => c.Item.Kind == ColumnKind.Categorical).Select(c => c.Index)],
        });
        var result = resampler.Resample(scaled.ToCodedMatrix(), _targets, _draws("resample"), cancellationToken);
        return new(Preparation.Encode(scaled.FromCodedMatrix(result.Features)), result.Targets, [], result.Notes);
    }

    /// <summary>The rows with weights by the smoothed distribution of their targets.</summary>
    public LearnedRegressionRows Weighted() => AsTheyAre with { Weights = LabelDistributionSmoothing.Weights(_targets, _smoothing) };

    /// <summary>What a regressor learns from rows.</summary>
    public IFittedRegressor Fit(IRegressor regressor, LearnedRegressionRows rows, CancellationToken cancellationToken) =>
        regressor.Fit(rows.Features, rows.Targets, rows.Weights, _draws("learn"), cancellationToken);

    /// <summary>The line through predictions of training rows that were held out.</summary>
    public RelevanceLine Line(IRegressor regressor, RelevanceFunction relevance, CancellationToken cancellationToken)
    {
        var (features, held) = (AsTheyAre.Features, new double[_targets.Length]);
        foreach (var split in RegressionFolds.Dealt(_targets, InnerFolds, _draws("inner split")))
        {
            using var fitted = Fit(regressor, new(features.SelectRows(split.Train), [.. split.Train.Select(i => _targets[i])], [], []),
                cancellationToken);
            foreach (var (row, prediction) in split.Test.Zip(fitted.Predict(features.SelectRows(split.Test)))) held[row] = prediction;
        }

        return RelevanceLine.Fit(held, _targets, relevance);
    }
}
