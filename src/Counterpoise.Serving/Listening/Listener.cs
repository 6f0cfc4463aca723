using System.Net;
using System.Security.Cryptography.X509Certificates;
using Counterpoise.Options;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Counterpoise.Serving.Listening;

/// <summary>Where servers listen: this machine alone, or with a key.</summary>
internal static class Listener
{
    /// <summary>Checks an address, a port and a key.</summary>
    public static OptionsCheck RequireListener(this OptionsCheck check, string host, int port, string? apiKey) => check
        .Require(IPAddress.TryParse(host, out var address), $"Host is '{host}'; expected an IP address, such as 127.0.0.1")
        .Require(address is null || IPAddress.IsLoopback(address) || apiKey is not null,
            $"Host is {host}, which other machines reach, and there is no ApiKey; expected a key, or a loopback address")
        .Require(port is >= 0 and <= 65535, $"Port is {port}; expected 0 to 65535")
        .Require(apiKey is null || apiKey.Length >= 16, $"ApiKey has {apiKey?.Length} characters; expected at least 16");

    /// <summary>Listens, with TLS where there is a certificate.</summary>
    public static void Open(KestrelServerOptions kestrel, string host, int port, string? certificate, string? password) =>
        kestrel.Listen(IPAddress.Parse(host), port, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(X509CertificateLoader.LoadPkcs12FromFile(certificate, password));
        });

    /// <summary>Where a server listens, with the port that it has taken.</summary>
    public static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
}
