using Counterpoise.Experiments;

namespace Counterpoise.Workflows.Events;

/// <summary>Passes on how many cells of an experiment are there.</summary>
internal sealed class CellProgress(IProgress<int>? progress) : IProgress<ExperimentEvent>
{
    /// <inheritdoc/>
    public void Report(ExperimentEvent value)
    {
        if (value.Cell is not null)
        {
            progress?.Report(value.Finished);
        }
    }
}
