using Counterpoise.Options;
using Counterpoise.Serving.Batching;
using Counterpoise.Serving.Listening;
using Counterpoise.Serving.Models;
using Counterpoise.Serving.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Counterpoise.Serving;

/// <summary>
/// Serves a trained model over HTTP: <c>POST /v1/predict</c> with an image or a row (a JSON object) as the body,
/// <c>POST /v1/predict/batch</c> with several (a form of images, a JSON array of rows), <c>GET /v1/model</c>, <c>/health</c>,
/// <c>/metrics</c> for Prometheus, <c>/openapi/v1.json</c>, and a page at <c>/</c>.
/// </summary>
public sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ModelVersions _models;
    private readonly DynamicBatcher<byte[], (ServedCard Card, ScoredInput Score)> _batcher;

    private ModelServer(WebApplication app, ModelVersions models, DynamicBatcher<byte[], (ServedCard Card, ScoredInput Score)> batcher) =>
        (_app, _models, _batcher) = (app, models, batcher);

    /// <summary>Where it listens, with the port that it has taken.</summary>
    public string Address => Listener.AddressOf(_app);

    /// <summary>Version, architecture and number of classes of the model, in one line.</summary>
    public string Description => _models.Current is var card ? $"{card.Architecture}, {card.Classes.Count} classes, version {card.Version}"
        : "";

    /// <summary>Loads the model and starts to listen.</summary>
    /// <param name="options">What is served, where, and within which limits.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="InvalidOptionsException">An option cannot be used.</exception>
    /// <exception cref="InvalidDataException">The model is damaged or of another kind.</exception>
    /// <exception cref="IOException">The port is taken, or a file cannot be read.</exception>
    public static async Task<ModelServer> StartAsync(ServingOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var kept = options.ModelsFolder is { } folder ? new ServedState(folder).Read() : null;
        var models = new ModelVersions(ServedModels.Open(kept ?? options.Model, options.MaximumPixels), kept);
        DynamicBatcher<byte[], (ServedCard Card, ScoredInput Score)> batcher = new(images =>
        {
            var (card, scores) = models.Predict(images);
            return [.. scores.Select(s => (card, s))];
        }, options.BatchSize, options.BatchWait, options.QueueLimit);
        var app = Build(options);
        new Endpoints(options, models, batcher).Map(app);
        var server = new ModelServer(app, models, batcher);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes no more requests, answers those that were accepted, and frees the model.</summary>
    public async ValueTask DisposeAsync()
    {
        // Requests that are being answered wait for the batcher, so it goes after them.
        await _app.StopAsync().ConfigureAwait(false);
        await _batcher.DisposeAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _models.Dispose();
    }

    private static WebApplication Build(ServingOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaximumRequestBytes;
            Listener.Open(kestrel, options.Host, options.Port, options.Certificate, options.CertificatePassword);
        });
        builder.Services.AddRequestTimeouts(t => t.DefaultPolicy = new RequestTimeoutPolicy { Timeout = options.Timeout,
            TimeoutStatusCode = 504 });
        builder.Services.AddOpenApi();
        builder.Services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(f =>
            f.MultipartBodyLengthLimit = options.MaximumRequestBytes);
        builder.Services.ConfigureHttpJsonOptions(j =>
        {
            j.SerializerOptions.PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower;
            j.SerializerOptions.DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull;
        });
        return builder.Build();
    }
}
