namespace Counterpoise.Learning.Training;

/// <summary>Measures the model at the end of an epoch, on rows that are not trained on.</summary>
public interface IEpochEvaluator
{
    /// <summary>Measures the model as it stands; its mode and weights are put back by who changes them.</summary>
    /// <param name="cancellationToken">Stops between batches.</param>
    EpochEvaluation Evaluate(CancellationToken cancellationToken);
}
