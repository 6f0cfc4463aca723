using System.Text;
using System.Text.Json;
using Counterpoise.Files;
using Counterpoise.Serving.Batching;
using Counterpoise.Serving.Listening;
using Counterpoise.Serving.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Prometheus;

namespace Counterpoise.Serving.Web;

/// <summary>What the server answers.</summary>
internal sealed class Endpoints(ServingOptions options, ModelVersions models, DynamicBatcher<byte[],
    (ServedCard Card, ScoredInput Score)> batcher)
{
    private const int MostExplaining = 8;

    private readonly ServerMetrics _metrics = new();
    private int _explaining;

    public void Map(WebApplication app)
    {
        app.Use(Guard);
        app.UseRequestTimeouts();
        app.MapOpenApi();
        app.MapGet("/health", () => Results.Json(new { status = "ok", version = models.Current.Version }))
            .WithSummary("Whether the server lives.");
        app.MapGet("/metrics", (HttpContext context) =>
        {
            context.Response.ContentType = PrometheusConstants.TextContentTypeWithVersionAndEncoding;
            return _metrics.Registry.CollectAndExportAsTextAsync(context.Response.Body, context.RequestAborted);
        }).WithSummary("Counters for Prometheus.");
        app.MapGet("/v1/model", () => Results.Json(models.Current)).WithSummary("The model that is served.");
        app.MapGet("/v1/versions", () => Results.Json(models.All)).WithSummary("Versions that are loaded, the current one last.");
        app.MapPost("/v1/predict", PredictAsync).WithSummary(
            "The class of an image or a row: the body is a JPEG, PNG, WebP, GIF, TIFF or BMP file, or a JSON object with a value for each "
            + "column.");
        app.MapPost("/v1/predict/batch", PredictBatchAsync).DisableAntiforgery()
            .WithSummary("The classes of several: a form of image files, or a JSON array of rows.");
        app.MapPost("/v1/explain", ExplainAsync).WithSummary(
            "Why the model gives a class its probability: Grad-CAM of an image, SHAP values of a row; the body as for /v1/predict, and "
            + "'class' names another class than the predicted one.");
        if (options.ModelsFolder is not null)
        {
            app.MapPost("/v1/versions", (SwapRequest request) => Swap(request))
                .WithSummary("Loads another version from the models folder and serves it.");
            app.MapPost("/v1/versions/rollback", Rollback).WithSummary("Goes back to the version before.");
        }

        app.MapGet("/", (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Page.Policy;
            return Results.Content(Page.Html, "text/html; charset=utf-8");
        }).ExcludeFromDescription();
    }

    private async Task Guard(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var path = context.Request.Path;
        if (options.ApiKey is { } key && path != "/health" && path != "/"
            && !AccessKey.IsSent(context.Request, key))
        {
            await Fault(StatusCodes.Status401Unauthorized, AccessKey.Remedy).ExecuteAsync(context)
                .ConfigureAwait(false);
            _metrics.Count(StatusCodes.Status401Unauthorized);
            return;
        }

        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await Fault(e.StatusCode, e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? $"the request has more than {options.MaximumRequestBytes} bytes" : e.Message).ExecuteAsync(context).ConfigureAwait(false);
        }

#pragma warning disable CA1031 // Whatever went wrong, the client gets a status and the server lives.
        catch (Exception e) when (!context.Response.HasStarted && e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            await Fault(StatusCodes.Status500InternalServerError, "the server could not answer this request").ExecuteAsync(context)
                .ConfigureAwait(false);
        }

        if (path.StartsWithSegments("/v1")) _metrics.Count(context.Response.StatusCode);
    }

    private async Task<IResult> ExplainAsync(HttpContext context, string? @class)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        if (body.Length == 0) return Empty();
        return await Answer(async () =>
        {
            // An explanation asks the model many times over: a few may wait, so that predictions go on between them.
            if (Interlocked.Increment(ref _explaining) > MostExplaining)
            {
                Interlocked.Decrement(ref _explaining);
                throw new QueueFullException(MostExplaining);
            }

            try
            {
                return Results.Json(await Task.Run(() => models.Explain(body.ToArray(), @class, context.RequestAborted),
                    context.RequestAborted).ConfigureAwait(false));
            }
            finally
            {
                Interlocked.Decrement(ref _explaining);
            }
        }).ConfigureAwait(false);
    }

    private IResult Empty() => Fault(StatusCodes.Status400BadRequest, models.Current.Columns is null
        ? "the body is empty; send an image file as the body" : "the body is empty; send a row as a JSON object");

    private async Task<IResult> PredictAsync(HttpContext context, string? priors, double? threshold)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        if (body.Length == 0) return Empty();
        return await Answer(async () =>
        {
            var (card, score) = await RunAsync(body.ToArray(), context.RequestAborted).ConfigureAwait(false);
            return score.Probabilities is { } p
                ? Results.Json(PredictionResponse.From(card, RequestedDecision.Parse(priors, threshold, card).Apply(p), score))
                : Fault(StatusCodes.Status400BadRequest, card.Columns is null ? $"the image cannot be read: {score.Fault}" : score.Fault!);
        }).ConfigureAwait(false);
    }

    private async Task<IResult> PredictBatchAsync(HttpContext context, string? priors, double? threshold)
    {
        if (models.Current.Columns is not null) return await PredictRowsAsync(context, priors, threshold).ConfigureAwait(false);
        if (!context.Request.HasFormContentType) return Fault(StatusCodes.Status415UnsupportedMediaType,
            "send the images as a form (multipart/form-data)");
        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            return Fault(StatusCodes.Status400BadRequest, $"the form cannot be read: {e.Message}");
        }

        if (form.Files.Count == 0) return Fault(StatusCodes.Status400BadRequest, "the form has no file");
        return await Answer(async () =>
        {
            var files = new List<byte[]>();
            foreach (var file in form.Files)
            {
                using var copy = new MemoryStream();
                await file.CopyToAsync(copy, context.RequestAborted).ConfigureAwait(false);
                files.Add(copy.ToArray());
            }

            var answers = await Task.WhenAll(files.Select(f => RunAsync(f, context.RequestAborted))).ConfigureAwait(false);
            return Results.Json(answers.Select((a, i) => a.Score.Probabilities is { } p
                ? PredictionResponse.From(a.Card, RequestedDecision.Parse(priors, threshold, a.Card).Apply(p),
                    a.Score) with { Image = form.Files[i].FileName }
                : PredictionResponse.Unread(a.Card, form.Files[i].FileName, a.Score.Fault)));
        }).ConfigureAwait(false);
    }

    /// <summary>Rows of a JSON array, as many at a time as run together, so that one client does not fill the queue.</summary>
    private async Task<IResult> PredictRowsAsync(HttpContext context, string? priors, double? threshold)
    {
        byte[][] rows;
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted).ConfigureAwait(false);
            if (document.RootElement.ValueKind != JsonValueKind.Array || document.RootElement.GetArrayLength() == 0)
                return Fault(StatusCodes.Status400BadRequest, "send rows as a JSON array of objects, at least one");
            rows = [.. document.RootElement.EnumerateArray().Select(r => Encoding.UTF8.GetBytes(r.GetRawText()))];
        }
        catch (JsonException e)
        {
            return Fault(StatusCodes.Status400BadRequest, $"the rows are no JSON: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            return Fault(StatusCodes.Status400BadRequest, "the rows are no UTF-8");
        }

        return await Answer(async () =>
        {
            var answers = new List<PredictionResponse>(rows.Length);
            foreach (var part in rows.Chunk(options.BatchSize))
            {
                var scored = await Task.WhenAll(part.Select(r => RunAsync(r, context.RequestAborted))).ConfigureAwait(false);
                answers.AddRange(scored.Select(a => a.Score.Probabilities is { } p
                    ? PredictionResponse.From(a.Card, RequestedDecision.Parse(priors, threshold, a.Card).Apply(p), a.Score)
                    : PredictionResponse.Unread(a.Card, null, a.Score.Fault)));
            }

            return Results.Json(answers);
        }).ConfigureAwait(false);
    }

    private async Task<(ServedCard Card, ScoredInput Score)> RunAsync(byte[] image, CancellationToken cancellationToken)
    {
        using (_metrics.Seconds.NewTimer())
        {
            var answer = await batcher.RunAsync(image, cancellationToken).ConfigureAwait(false);
            _metrics.Batch(batcher.LastBatchSize);
            return answer;
        }
    }

    private static async Task<IResult> Answer(Func<Task<IResult>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (FormatException e)
        {
            return Fault(StatusCodes.Status400BadRequest, e.Message);
        }
        catch (QueueFullException e)
        {
            return Fault(StatusCodes.Status503ServiceUnavailable, e.Message);
        }
        catch (ObjectDisposedException)
        {
            return Fault(StatusCodes.Status503ServiceUnavailable, "the server is stopping");
        }
    }

    private IResult Swap(SwapRequest request)
    {
        var folder = new RootedFolder(options.ModelsFolder!);
        var root = folder.Find(".")!;
        try
        {
            if (folder.Find(request.Model ?? "") is not { } path || path == root)
                return Fault(StatusCodes.Status400BadRequest, "'model' must name something inside the models folder");
            var model = ServedModels.Open(path, options.MaximumPixels);
            // Remembered before it is served: a server that is killed in between serves what was asked for.
            new ServedState(options.ModelsFolder!).Write(path, model.Card.Version);
            return Results.Json(models.Add(model, path));
        }
        catch (Exception e) when (ModelFaults.Is(e))
        {
            return Fault(StatusCodes.Status400BadRequest, $"'{request.Model}' cannot be served: {ModelFaults.Describe(e, root)}");
        }
    }

    private IResult Rollback()
    {
        if (models.Rollback() is not { } before) return Fault(StatusCodes.Status409Conflict, "there is no version before this one");
        new ServedState(options.ModelsFolder!).Write(before.Path, before.Card.Version);
        return Results.Json(before.Card);
    }

    private static IResult Fault(int status, string detail) => Results.Problem(detail, statusCode: status);
}
