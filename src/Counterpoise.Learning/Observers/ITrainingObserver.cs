namespace Counterpoise.Learning.Observers;

/// <summary>Watches a training. A step waits for its device only where an observer asks a report for numbers.</summary>
public interface ITrainingObserver
{
    /// <summary>The observer's name, unique within a run.</summary>
    string Name { get; }

    /// <summary>
    /// Tensors of fixed shapes that the observer writes into and needs to go on after an interruption; part of a checkpoint. Default none.
    /// </summary>
    IReadOnlyDictionary<string, Tensor> State => new Dictionary<string, Tensor>();

    /// <summary>Called before the first step of a session.</summary>
    /// <param name="epoch">The epoch that is trained first, from 0: what the observer holds of it and later ones is to be dropped.</param>
    void Begin(int epoch)
    {
    }

    /// <summary>Called after every step.</summary>
    /// <param name="report">The step; it is valid during the call.</param>
    void OnStep(StepReport report)
    {
    }

    /// <summary>Called at the end of every epoch, after its evaluation.</summary>
    /// <param name="report">The epoch.</param>
    void OnEpoch(EpochReport report)
    {
    }
}
