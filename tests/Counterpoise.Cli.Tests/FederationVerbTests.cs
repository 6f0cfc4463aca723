using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Counterpoise.Tests.Cli;

/// <summary>
/// A server and clients as processes of their own: in one process sockets and states would be shared, which is what is in question.
/// </summary>
public sealed class FederationVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Real_processes_give_the_numbers_of_the_simulation_also_encrypted()
    {
        string[] line = ["federate", Rows(), "--target", "y", "--rounds", "3", "--seeds", "1", "--methods", "scaffold,fedavg/post-hoc-la",
            "--baselines", "none", "--evaluate-every", "1", "--partition", "iid", "--json"];
        var simulated = ProgramRun.Counterpoise([.. line, "--clients", "2", "--out", _folder.File("simulated")]);
        Assert.True(simulated.ExitCode == 0, simulated.Error);
        var real = ProgramRun.Counterpoise([.. line, "--processes", "2", "--tls", "--out", _folder.File("real")]);
        Assert.True(real.ExitCode == 0, real.Error);
        var (expected, found) = (Runs(simulated.Output), Runs(real.Output));
        Assert.Equal(2, found.Length);
        Assert.All(expected.Zip(found), pair =>
        {
            Assert.Equal(pair.First.Bytes, pair.Second.Bytes);
            Assert.All(pair.First.Metrics, metric => Assert.Equal(metric.Value, pair.Second.Metrics[metric.Key], 1e-6));
        });
        Assert.Empty(Directory.GetDirectories(_folder.File("real"), "processes", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_server_that_was_killed_goes_on_with_clients_that_were_started_by_hand()
    {
        string[] rows = [Rows(), "--target", "y", "--rounds", "150", "--seeds", "1", "--methods", "fedavg", "--partition", "iid",
            "--clients", "2"];
        var dealt = ProgramRun.Counterpoise(["federate", "deal", .. rows, "--out", _folder.File("fed"), "--json"]);
        Assert.True(dealt.ExitCode == 0, dealt.Error);
        var whole = ProgramRun.Counterpoise(["federate", .. rows, "--baselines", "none", "--evaluate-every", "150", "--out",
            _folder.File("whole"), "--json"]);
        Assert.True(whole.ExitCode == 0, whole.Error);

        var port = FreePort();
        using var first = Server(port);
        Process[] clients = [Client("0", port), Client("1", port)];
        try
        {
            var state = _folder.File("fed/server/server.safetensors");
            var clock = Stopwatch.StartNew();
            while (!File.Exists(state))
            {
                Assert.False(first.HasExited, first.HasExited ? await first.StandardError.ReadToEndAsync() : "");
                Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), "no round was trained");
                Thread.Sleep(5);
            }

            first.Kill();
            await first.WaitForExitAsync();
            using var second = Server(port);
            var output = await second.StandardOutput.ReadToEndAsync();
            await second.WaitForExitAsync();
            Assert.True(second.ExitCode == 0, await second.StandardError.ReadToEndAsync());
            var json = JsonDocument.Parse(output).RootElement;
            Assert.Equal(150, json.GetProperty("rounds").GetArrayLength());
            var expected = Runs(whole.Output)[0].Metrics;
            Assert.All(json.GetProperty("metrics").EnumerateObject(),
                metric => Assert.Equal(expected[metric.Name], metric.Value.GetDouble(), 1e-6));
            foreach (var client in clients)
            {
                Assert.True(client.WaitForExit(TimeSpan.FromSeconds(30)), "a client did not end with the federation");
                Assert.Equal(0, client.ExitCode);
            }

            // A finished federation needs no client to tell its result again.
            using var third = Server(port);
            Assert.Equal(json.GetProperty("fingerprint").GetString(),
                JsonDocument.Parse(await third.StandardOutput.ReadToEndAsync()).RootElement.GetProperty("fingerprint").GetString());
        }
        finally
        {
            foreach (var client in clients.Where(client => !client.HasExited))
            {
                client.Kill();
            }
        }
    }

    [Fact]
    public void What_a_client_cannot_take_part_with_is_refused()
    {
        var dealt = CommandRun.Of("federate", "deal", Rows(), "--target", "y", "--seeds", "1", "--methods", "fedavg", "--clients", "2",
            "--partition", "iid", "--out", _folder.File("fed"));
        Assert.True(dealt.ExitCode == 0, dealt.Error);
        Assert.Equal(["client", "0", "1"], dealt.Output.TrimEnd().Split('\n').Select(row => row.Split('\t')[0]));
        string[] to = ["--federation", _folder.File("fed/federation.json"), "--server", "http://127.0.0.1:9"];
        Refused("there is no column 'b'", [_folder.Write("narrow.csv", "a,y\n1,fine\n2,rare\n"), "--target", "y", "--name", "x", .. to]);
        Refused("has class 'odd'", [_folder.Write("odd.csv", "a,b,y\n1,2,fine\n2,3,odd\n"), "--target", "y", "--name", "x", .. to]);
        Refused("give --name", [_folder.Write("anonymous.csv", "a,b,y\n1,2,fine\n2,3,rare\n"), "--target", "y", .. to]);
        Refused("there is no file", [_folder.File("fed/clients/0.safetensors"), "--federation", _folder.File("none.json"), "--server",
            "http://127.0.0.1:9"]);
        Refused("is no federation.json of this version", [_folder.File("fed/clients/0.safetensors"), "--federation",
            _folder.Write("x.json", "{\"format\": 1}"), "--server", "http://127.0.0.1:9"]);
        Refused("--server is 'nowhere'", [_folder.File("fed/clients/0.safetensors"), "--federation", _folder.File("fed/federation.json"),
            "--server", "nowhere"]);
        Refused("was not reached", [_folder.File("fed/clients/0.safetensors"), .. to, "--patience", "1"]);
        Refused("trains on columns of a table", [TinyImages.Write(_folder.File("images")), "--name", "x", .. to]);
    }

    [Fact]
    public void Several_arms_or_an_open_door_are_refused()
    {
        var several = CommandRun.Of("federate", "deal", Rows(), "--target", "y", "--seeds", "1", "--methods", "fedavg,moon", "--out",
            _folder.File("fed"));
        Assert.Contains("a federation by hand has one of each", several.Error);
        Assert.Contains("there is no file", CommandRun.Of("federate", "server", _folder.File("none")).Error);
        Assert.Contains("set --token", CommandRun.Of("federate", "server", _folder.File("none"), "--address", "0.0.0.0").Error);
        Assert.Contains("each client is a process", CommandRun.Of("federate", Rows(), "--target", "y", "--clients", "3", "--processes",
            "2", "--out", _folder.File("fed")).Error);
        Assert.Contains("needs --processes", CommandRun.Of("federate", Rows(), "--target", "y", "--tls", "--out", _folder.File("fed"))
            .Error);
    }

    private static void Refused(string expected, string[] arguments)
    {
        var run = CommandRun.Of(["federate", "client", .. arguments]);
        Assert.True(run.ExitCode == 2, run.Error);
        Assert.Contains(expected, run.Error);
    }

    private Process Server(int port) => Start("server", _folder.File("fed"), "--port", $"{port}", "--evaluate-every", "150", "--json");

    private Process Client(string name, int port) => Start("client", _folder.File($"fed/clients/{name}.safetensors"), "--federation",
        _folder.File("fed/federation.json"), "--server", $"http://127.0.0.1:{port}");

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(ProgramRun.Program, ["federate", .. arguments]) { RedirectStandardOutput = true,
            RedirectStandardError = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        socket.Start();
        return ((System.Net.IPEndPoint)socket.LocalEndpoint).Port;
    }

    private static (long Bytes, Dictionary<string, double> Metrics)[] Runs(string output) =>
    [
        .. JsonDocument.Parse(output).RootElement.GetProperty("arms").EnumerateArray().Select(arm => arm.GetProperty("runs")[0])
            .Select(run =>
            (run.GetProperty("bytesUp").GetInt64(), run.GetProperty("metrics").EnumerateObject()
                .ToDictionary(metric => metric.Name, metric => metric.Value.GetDouble()))),
    ];

    private string Rows()
    {
        var random = new Counterpoise.Randomness.RandomStream(3, "rows");
        var lines = Enumerable.Range(0, 80).Select(i => string.Create(CultureInfo.InvariantCulture,
            $"{(i % 4 == 0 ? 2 : 0) + random.NextNormal():F3},{random.NextNormal():F3},{(i % 4 == 0 ? "rare" : "fine")}"));
        return _folder.Write("rows.csv", "a,b,y\n" + string.Join('\n', lines) + "\n");
    }
}
