using Counterpoise.Federated.Methods;
using Counterpoise.Federated.Rounds;
using Counterpoise.Federated.Transport;
using Counterpoise.Learning.Models;
using Counterpoise.Options;

namespace Counterpoise.Tests.Federated.Transport;

public class FederationHostTests
{
    private static readonly FederatedOptions Options = Toy.Options with { Rounds = 4 };

    private static async Task<ModelState> InitialAsync(IFederatedMethod method)
    {
        await Task.Yield();
        using var network = FederatedSimulation.Prepared(Toy.Network(), method, Options.Seed)();
        return ModelState.Read(network);
    }

    private static Task<int> Join(Uri server, ClientData data, IFederatedMethod method, FederatedOptions? options = null,
        string? token = null, IProgress<int>? progress = null, string? folder = null, int patienceSeconds = 20,
        CancellationToken stop = default) =>
        FederationParticipant.RunAsync(
            new FederationConnection { Server = server, Token = token, Patience = TimeSpan.FromSeconds(patienceSeconds) },
            new FederatedClient(data, method, options ?? Options, Toy.Network(), folder), Toy.Network(), method, options ?? Options,
                progress, stop);

    [Theory]
    [InlineData("fedavg")]
    [InlineData("scaffold")]
    [InlineData("creff")]
    public async Task Real_connections_give_the_numbers_of_the_simulation(string name)
    {
        var method = FederatedMethods.Create(name);
        var simulated = await FederatedSimulation.RunAsync(Toy.Clients(3), Toy.Network(), FederatedMethods.Create(name), Options);
        await using var host = await FederationHost.StartAsync(new FederationEndpoint { Token = "open sesame" }, method, Options);
        var clients = Toy.Clients(3).Select(data => Join(host.Address, data, method, token: "open sesame")).ToArray();
        await host.WaitForClientsAsync(3, TimeSpan.FromSeconds(30));
        var result = await host.RunAsync(new FederatedServer(method, Options), await InitialAsync(method));
        Assert.Equal(simulated.Model.Fingerprint(), result.Model.Fingerprint());
        Assert.Equal(simulated.Rounds.Select(r => (r.BytesDown, r.BytesUp, r.Loss)),
            result.Rounds.Select(r => (r.BytesDown, r.BytesUp, r.Loss)));
        Assert.All(await Task.WhenAll(clients), rounds => Assert.Equal(4, rounds));
    }

    [Fact]
    public async Task A_client_that_vanishes_is_left_out_and_may_come_back()
    {
        var method = new FedAvg();
        var options = Options with { Rounds = 6 };
        await using var host = await FederationHost.StartAsync(new FederationEndpoint(), method, options);
        var data = Toy.Clients(3);
        using var leave = new CancellationTokenSource();
        var stay = data[..2].Select(d => Join(host.Address, d, method, options)).ToArray();
        var leaving = Join(host.Address, data[2], method, options, stop: leave.Token);
        await host.WaitForClientsAsync(3, TimeSpan.FromSeconds(30));
        Task<int>? back = null;
        var watch = new Watch(round =>
        {
            if (round.Round == 1)
            {
                leave.Cancel();
                SpinWait.SpinUntil(() => host.Clients.Count == 2, TimeSpan.FromSeconds(20));
            }
            else if (round.Round == 3)
            {
                back = Join(host.Address, data[2], method, options);
                SpinWait.SpinUntil(() => host.Clients.Count == 3, TimeSpan.FromSeconds(20));
            }
        });
        var result = await host.RunAsync(new FederatedServer(method, options) { ClientTimeout = TimeSpan.FromSeconds(60) },
            await InitialAsync(method), watch);
        Assert.Equal([3, 3, 2, 2, 3, 3], result.Rounds.Select(round => round.Clients.Count));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        Assert.Equal(2, await back!);
        Assert.All(await Task.WhenAll(stay), rounds => Assert.Equal(6, rounds));
    }

    [Fact]
    public async Task A_client_that_does_not_answer_in_time_is_named()
    {
        var method = new FedAvg();
        var server = new FederatedServer(method, Options with { Rounds = 1 }) { ClientTimeout = TimeSpan.FromMilliseconds(300) };
        var data = Toy.Clients(2);
        using var network = Toy.Network()();
        var result = await server.RunAsync(ModelState.Read(network), () =>
            [new Silent(), new Quick(new FederatedClient(data[0], method, Options, Toy.Network()), Toy.Network())]);
        Assert.Equal("no answer within 0.3 seconds", result.Rounds[0].Lost["silent"]);
        Assert.Equal(["site 0"], result.Rounds[0].Clients);
    }

    [Fact]
    public async Task A_client_with_another_network_or_with_counts_that_are_not_of_its_rows_is_named_and_left_out()
    {
        var method = new FedAvg();
        var options = Options with { Rounds = 1, SharesCounts = true };
        var data = Toy.Clients(4);
        using var wide = new NetworkClassifier(nn.Linear(8, 12), nn.Linear(12, Toy.Classes), "wide");
        Altered Channel(int k, Func<ClientUpdate, ClientUpdate>? update = null, Func<ClientInfo, ClientInfo>? info = null) =>
            new(new Quick(new FederatedClient(data[k], method, options, Toy.Network()), Toy.Network()), update ?? (u => u),
                info ?? (i => i));
        IClientChannel[] channels =
        [
            Channel(0), Channel(1, u => u with { State = ModelState.Read(wide) }), Channel(2, info: i => i with { Counts = [1, 1, 1] }),
            Channel(3, info: i => i with { Counts = null }),
        ];
        var server = new FederatedServer(method, options);
        using var network = Toy.Network()();
        var result = await server.RunAsync(ModelState.Read(network), () => channels);
        var lost = result.Rounds[0].Lost;
        Assert.Equal(["site 0"], result.Rounds[0].Clients);
        Assert.Equal("sent a network of another architecture", lost["site 1"]);
        Assert.Equal($"told counts that add up to 3, and joined with {data[2].Count} rows", lost["site 2"]);
        Assert.Equal("told no counts of its classes, which this federation shares", lost["site 3"]);
        Assert.Equal(data[0].Count + data[1].Count, server.SharedCounts!.Sum());
    }

    [Fact]
    public async Task Strangers_are_refused_with_the_reason()
    {
        var method = new FedAvg();
        await using var host = await FederationHost.StartAsync(new FederationEndpoint { Token = "right" }, method, Options);
        var data = Toy.Clients(2);
        Assert.Contains("token is missing or wrong", (await Assert.ThrowsAsync<IOException>(() =>
            Join(host.Address, data[0], method, token: "wrong"))).Message);
        Assert.Contains("another method or other options", (
            await Assert.ThrowsAsync<IOException>(() => Join(host.Address, data[0], method, Options with { BatchSize = 7 }, "right")))
            .Message);
        using var leave = new CancellationTokenSource();
        var first = Join(host.Address, data[0], method, token: "right", stop: leave.Token);
        await host.WaitForClientsAsync(1, TimeSpan.FromSeconds(30));
        Assert.Contains("is connected already", (await Assert.ThrowsAsync<IOException>(() =>
            Join(host.Address, data[0], method, token: "right"))).Message);
        Assert.Contains("1 of 5 clients connected", (await Assert.ThrowsAsync<TimeoutException>(() =>
            host.WaitForClientsAsync(5, TimeSpan.FromMilliseconds(200)))).Message);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Fact]
    public async Task A_server_that_comes_back_is_known_by_its_certificate_and_another_is_refused_at_once()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("certificate.pfx");
        var fingerprint = FederationCertificate.ReadOrWrite(file, null, "127.0.0.1");
        Assert.Equal(fingerprint, FederationCertificate.ReadOrWrite(file, null, "127.0.0.1"));
        var method = new FedAvg();
        var endpoint = new FederationEndpoint { Certificate = file };
        await using var host = await FederationHost.StartAsync(endpoint, method, Options);
        var data = Toy.Clients(1)[0];
        foreach (var (print, says) in new[] { (new string('0', 64), "another certificate"), (null, "nobody signed") })
        {
            var connection = new FederationConnection { Server = host.Address, CertificateFingerprint = print,
                Patience = TimeSpan.FromMinutes(10) };
            Assert.Contains(says, (await Assert.ThrowsAsync<IOException>(() => FederationParticipant.RunAsync(connection,
                new FederatedClient(data, method, Options, Toy.Network()), Toy.Network(), method, Options))).Message);
        }

        File.WriteAllText(file, "damaged");
        Assert.NotEqual(fingerprint, FederationCertificate.ReadOrWrite(file, null, "127.0.0.1"));
    }

    [Fact]
    public async Task A_message_above_the_limit_is_refused()
    {
        var method = new FedAvg();
        await using var host = await FederationHost.StartAsync(new FederationEndpoint { MaxMessageBytes = 1024 }, method, Options);
        var joined = Join(host.Address, Toy.Clients(1)[0], method, patienceSeconds: 1);
        await host.WaitForClientsAsync(1, TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await host.RunAsync(new FederatedServer(method, Options), await InitialAsync(method)));
        await Assert.ThrowsAsync<IOException>(() => joined);
    }

    [Fact]
    public void An_endpoint_open_to_other_machines_needs_a_token()
    {
        Assert.Contains("set Token", Assert.Throws<InvalidOptionsException>(() => new FederationEndpoint { Address = "0.0.0.0" }.Validate())
            .Message);
        new FederationEndpoint { Address = "0.0.0.0", Token = "secret" }.Validate();
        Assert.Contains("in the clear", Assert.Throws<InvalidOptionsException>(() =>
            new FederationConnection { Server = new Uri("http://example.org"), Token = "secret" }.Validate()).Message);
    }

    private sealed class Silent : IClientChannel
    {
        public ClientInfo Info => new("silent", 5, null);

        public async Task<ClientUpdate> TrainAsync(RoundRequest request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        }
    }

    private sealed class Quick(FederatedClient client, Func<EmbeddingClassifier> create) : IClientChannel
    {
        public ClientInfo Info => client.Info;

        public Task<ClientUpdate> TrainAsync(RoundRequest request, CancellationToken cancellationToken)
        {
            using var network = create();
            return Task.FromResult(client.Train(request, network, CancellationToken.None));
        }
    }

    private sealed class Altered(IClientChannel inner, Func<ClientUpdate, ClientUpdate> update, Func<ClientInfo, ClientInfo> info)
        : IClientChannel
    {
        public ClientInfo Info => info(inner.Info);

        public async Task<ClientUpdate> TrainAsync(RoundRequest request, CancellationToken cancellationToken) =>
            update(await inner.TrainAsync(request, cancellationToken));
    }

    private sealed class Watch(Action<RoundResult> watch) : IProgress<RoundResult>
    {
        public void Report(RoundResult value) => watch(value);
    }
}
