using System.Net;
using Counterpoise.Lifecycle.Mcp;
using Counterpoise.Serving.Listening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.AspNetCore;

namespace Counterpoise.Serving.Mcp;

/// <summary>
/// The server of <see cref="CounterpoiseMcp"/> over streamable HTTP. Requests stand alone, so that a client may go and come back to a run
/// by its handle; where deployment is allowed each client has a session instead, since the person at it must be asked.
/// </summary>
public sealed class McpHttpServer : IAsyncDisposable
{
    private const string Place = "/mcp";

    // A call holds names and small numbers; data lie in files.
    private const long MostBytes = 1 << 20;

    private readonly WebApplication _app;
    private readonly LongRuns _runs;

    private McpHttpServer(WebApplication app, LongRuns runs) => (_app, _runs) = (app, runs);

    /// <summary>Where clients connect, with the port that the server has taken.</summary>
    public string Address => Listener.AddressOf(_app) + Place;

    /// <summary>Starts to listen.</summary>
    /// <param name="options">What agents may touch, and where the server listens.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="Options.InvalidOptionsException">An option cannot be used.</exception>
    /// <exception cref="IOException">The port is taken, or the certificate cannot be read.</exception>
    public static async Task<McpHttpServer> StartAsync(McpHttpOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var runs = new LongRuns(options.Tools.MostRuns);
        var app = Build(options, runs);
        app.Use((context, next) => GuardAsync(options, context, next));
        app.MapMcp(Place);
        var server = new McpHttpServer(app, runs);
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

    /// <summary>Takes no more requests, and ends what runs.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _runs.Dispose();
    }

    private static WebApplication Build(McpHttpOptions options, LongRuns runs)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBytes;
            Listener.Open(kestrel, options.Host, options.Port, options.Certificate, options.CertificatePassword);
        });
        builder.Services.AddMcpServer(server => CounterpoiseMcp.Configure(server, options.Tools, runs)).WithHttpTransport(http =>
            http.SessionMode = options.Tools.AllowsDeployment ? HttpServerSessionMode.Stateful : HttpServerSessionMode.Stateless);
        return builder.Build();
    }

    /// <summary>
    /// Refuses who has not the key, and pages of other sites in a browser on this machine, which reach loopback addresses as well.
    /// </summary>
    private static async Task GuardAsync(McpHttpOptions options, HttpContext context, RequestDelegate next)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.XContentTypeOptions = "nosniff";
        if (options.ApiKey is { } key && !AccessKey.IsSent(request, key))
            await Results.Problem(AccessKey.Remedy, statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context)
                .ConfigureAwait(false);
        else if ((options.ApiKey is null && !IsThisMachine(request.Host.Host)) || !IsOwn(request.Headers.Origin.ToString(), request))
            await Results.Problem("the request comes from a page of another site", statusCode: StatusCodes.Status403Forbidden)
                .ExecuteAsync(context).ConfigureAwait(false);
        else
            await next(context).ConfigureAwait(false);
    }

    private static bool IsOwn(string origin, HttpRequest request) => origin.Length == 0
        || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && (page.Host == request.Host.Host || IsThisMachine(page.Host)));

    private static bool IsThisMachine(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address)
        && IPAddress.IsLoopback(address));
}
