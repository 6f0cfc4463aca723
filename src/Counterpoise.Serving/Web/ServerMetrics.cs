using System.Globalization;
using Prometheus;

namespace Counterpoise.Serving.Web;

/// <summary>Counters of one server.</summary>
internal sealed class ServerMetrics
{
    private readonly Counter _requests;
    private readonly Histogram _batches;

    public ServerMetrics()
    {
        var factory = Prometheus.Metrics.WithCustomRegistry(Registry);
        _requests = factory.CreateCounter("counterpoise_requests_total", "Requests answered, by status code.", "status");
        _batches = factory.CreateHistogram("counterpoise_batch_images", "Images that ran together.",
            new HistogramConfiguration { Buckets = Histogram.PowersOfTenDividedBuckets(0, 3, 4) });
        Seconds = factory.CreateHistogram("counterpoise_prediction_seconds", "Seconds from an image's arrival to its probabilities.",
            new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.001, 2, 14) });
    }

    public CollectorRegistry Registry { get; } = Prometheus.Metrics.NewCustomRegistry();

    public Histogram Seconds { get; }

    public void Count(int status) => _requests.WithLabels(status.ToString(CultureInfo.InvariantCulture)).Inc();

    public void Batch(int images) => _batches.Observe(images);
}
