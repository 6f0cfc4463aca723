using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;

namespace Counterpoise.Bench.Deploy;

/// <summary>
/// Many requests to <c>counterpoise serve</c>, in a process of its own, with a small model of a table: the server's memory (resident set)
/// at points on the way. Of 1,000 requests 989 are rows, 10 cannot be read and 1 asks for SHAP values; status codes are checked.
/// </summary>
internal static class ServeBench
{
    private const int Points = 20, Clients = 8, UnreadEvery = 100, ExplainedEvery = 1000;

    internal static int Run(string[] args)
    {
        string? Text(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
        var requests = int.Parse(Text("--requests") ?? "100000", CultureInfo.InvariantCulture);
        var program = Text("--program") ?? Path.Combine(typeof(ServeBench).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(a => a.Key == "RepositoryRoot").Value!, "artifacts/bin/Counterpoise.Cli/release/counterpoise");
        if (requests < Points) throw new ArgumentException($"serve: --requests is {requests}; expected {Points} or more");
        var folder = Directory.CreateTempSubdirectory("counterpoise-serve-").FullName;
        try
        {
            RatioOutput.Write(Serve(program, Train(program, folder), requests).GetAwaiter().GetResult(), args.Contains("--json"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Train(string program, string folder)
    {
        var (table, model, random) = (Path.Combine(folder, "table.csv"), Path.Combine(folder, "model.cpm"), new Random(7));
        File.WriteAllText(table, "a,b,kind,y\n" + string.Concat(Enumerable.Range(0, 2000).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{random.NextDouble() + (i % 20 == 0 ? .5 : 0):R},{random.NextDouble():R},{"uvw"[i % 3]},")
            + (i % 20 == 0 ? "rare\n" : "common\n"))));
        using var process = Process.Start(new ProcessStartInfo(program, ["train", table, "--target", "y", "--method", "wce/threshold",
            "--out", model]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        _ = output.Result;
        return process.ExitCode == 0 ? model : throw new InvalidOperationException($"no model to serve: {error.Result}");
    }

    private static async Task<Dictionary<string, double>> Serve(string program, string model, int requests)
    {
        using var server = Process.Start(new ProcessStartInfo(program, ["serve", model, "--port", "0"])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = server.StandardError.ReadToEndAsync();
        try
        {
            var address = await server.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException($"the server did not start: {await said}");
            using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients }) { BaseAddress = new(address) };
            var (resident, clock) = (new double[Points + 1], Stopwatch.StartNew());
            for (var point = 0; point <= Points; point++)
            {
                // The first point stands behind a twentieth of its own: code is compiled and connections are open.
                var (before, count) = (clock.Elapsed, requests / Points);
                await Ask(client, count);
                server.Refresh();
                resident[point] = server.WorkingSet64 / 1e6;
                var rate = count / (clock.Elapsed - before).TotalSeconds;
                Console.Error.WriteLine(FormattableString.Invariant(
                    $"{(point + 1) * (long)count,10} requests: {resident[point]:F1} MB, {rate:F0} a second"));
            }

            return new()
            {
                ["serve_requests"] = requests, ["serve_first_mb"] = Math.Round(resident[0], 1),
                ["serve_last_mb"] = Math.Round(resident[Points], 1),
                ["serve_growth_mb"] = Math.Round(resident[Points] - resident[0], 1),
                // What is still growing when caches are full.
                ["serve_second_half_mb_per_million"] = Math.Round(Slope(resident[(Points / 2)..]) * 1e6 / (requests / Points), 2),
            };
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    /// <summary>Clients that each ask again as soon as they are answered.</summary>
    private static Task Ask(HttpClient client, int requests)
    {
        var asked = 0;
        return Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref asked) is var number && number <= requests)
            {
                var unread = number % UnreadEvery == 1;
                using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(unread ? "{\"a\": 1"
                    : FormattableString.Invariant($"{{\"a\": {number % 97 / 50.0}, \"b\": {number % 89 / 89.0}, \"kind\": \"u\"}}")));
                using var answer = await client.PostAsync(new Uri(number % ExplainedEvery == 0 ? "/v1/explain" : "/v1/predict",
                    UriKind.Relative), content);
                if (answer.StatusCode != (unread ? HttpStatusCode.BadRequest : HttpStatusCode.OK))
                    throw new InvalidOperationException($"request {number} was answered with {answer.StatusCode}: "
                        + await answer.Content.ReadAsStringAsync());
                await answer.Content.ReadAsByteArrayAsync();
            }
        })));
    }

    /// <summary>The straight line through points a step apart, by least squares.</summary>
    private static double Slope(double[] values)
    {
        var (center, mean) = ((values.Length - 1) / 2.0, values.Average());
        return values.Select((v, i) => (i - center) * (v - mean)).Sum() / values.Select((_, i) => (i - center) * (i - center)).Sum();
    }
}
