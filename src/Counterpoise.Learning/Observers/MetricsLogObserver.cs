using Counterpoise.Learning.Logging;

namespace Counterpoise.Learning.Observers;

/// <summary>Writes an epoch's record to <c>metrics.csv</c> and <c>metrics.jsonl</c>.</summary>
/// <param name="log">The log, which drops what is later than a resumed epoch by itself.</param>
public sealed class MetricsLogObserver(MetricsLog log) : ITrainingObserver
{
    /// <inheritdoc/>
    public string Name => "metrics-log";

    /// <inheritdoc/>
    public void OnEpoch(EpochReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        log.Append(report.Epoch, report.Record);
    }
}
