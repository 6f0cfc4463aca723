using Counterpoise.Federated.Methods;
using Counterpoise.Federated.Rounds;
using Counterpoise.Learning.Sampling;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Federated.Rounds;

public class FederatedSimulationTests
{
    public static TheoryData<string> Methods => [.. FederatedMethods.Names];

    private static Task<FederatedResult> Run(IFederatedMethod method, FederatedOptions? options = null, int clients = 4, int workers = 1,
        string? folder = null, bool norm = false, IProgress<RoundResult>? progress = null, CancellationToken stop = default) =>
        FederatedSimulation.RunAsync(Toy.Clients(clients), Toy.Network(norm), method, options ?? Toy.Options, workers: workers,
            folder: folder, progress: progress, cancellationToken: stop);

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Every_method_learns_what_no_client_sees_alone(string name)
    {
        var method = FederatedMethods.Create(name);
        var accuracy = 0.0;
        var options = Toy.Options with { Rounds = 15 };
        await FederatedSimulation.RunAsync(Toy.Clients(4), Toy.Network(), method, options, round =>
        {
            accuracy = round.Round == options.Rounds - 1 ? Toy.Accuracy(round.Network, method) : 0;
            return null;
        });
        // A client alone holds 4 of 5 rows of one class; chance is a third.
        Assert.InRange(accuracy, 0.7, 1);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task The_result_does_not_depend_on_how_many_clients_train_at_a_time(string name)
    {
        var options = Toy.Options with { Rounds = 3, ClientFraction = 0.75 };
        var one = await Run(FederatedMethods.Create(name), options, workers: 1);
        var three = await Run(FederatedMethods.Create(name), options, workers: 3);
        Assert.Equal(one.Model.Fingerprint(), three.Model.Fingerprint());
        Assert.All(one.Rounds, round => Assert.Equal(3, round.Clients.Count));
    }

    [Theory]
    [InlineData("scaffold")]
    [InlineData("moon")]
    [InlineData("creff")]
    [InlineData("fedavg")]
    public async Task A_run_that_was_stopped_goes_on_to_the_same_bits(string name)
    {
        using var folder = new TemporaryFolder();
        var options = Toy.Options with { Rounds = 6, Relabel = RelabelKind.FedReLa, RelabelRound = 2, FedReLa = new() { Percentage = 30 } };
        var whole = await Run(FederatedMethods.Create(name), options);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Run(FederatedMethods.Create(name), options, folder: folder.Path, stop: stop.Token,
            progress: new Watch(round => StopAfter(round, 3, stop))));
        // The clients have trained a round that the server does not know of, as when it is killed.
        File.Copy(folder.File("server.safetensors"), folder.File("older"));
        using var later = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Run(FederatedMethods.Create(name), options, folder: folder.Path, stop: later.Token,
            progress: new Watch(round => StopAfter(round, 4, later))));
        File.Move(folder.File("older"), folder.File("server.safetensors"), overwrite: true);
        var resumed = await Run(FederatedMethods.Create(name), options, folder: folder.Path);
        Assert.Equal(whole.Model.Fingerprint(), resumed.Model.Fingerprint());
        Assert.Equal(whole.Rounds.Select(round => round.Loss), resumed.Rounds.Select(round => round.Loss));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Updates_that_wait_in_files_give_the_bits_of_those_in_memory_and_none_is_left(string name)
    {
        using var folder = new TemporaryFolder();
        var options = Toy.Options with { Rounds = 3 };
        var inMemory = await Run(FederatedMethods.Create(name), options, norm: true);
        var inFiles = await Run(FederatedMethods.Create(name), options, norm: true, folder: folder.Path);
        Assert.Equal(inMemory.Model.Fingerprint(), inFiles.Model.Fingerprint());
        Assert.Equal(inMemory.Rounds.Select(round => (round.Loss, round.BytesUp)),
            inFiles.Rounds.Select(round => (round.Loss, round.BytesUp)));
        Assert.False(Directory.Exists(folder.File("updates")));
    }

    [Fact]
    public async Task A_folder_of_other_options_is_refused()
    {
        using var folder = new TemporaryFolder();
        await Run(new FedAvg(), Toy.Options with { Rounds = 1 }, folder: folder.Path);
        await Assert.ThrowsAsync<InvalidDataException>(() =>
            Run(new FedAvg(), Toy.Options with { Rounds = 2, LearningRate = 0.1 }, folder: folder.Path));
        Assert.Equal(2, (await Run(new FedAvg(), Toy.Options with { Rounds = 2 }, folder: folder.Path)).Rounds.Count);
    }

    [Fact]
    public async Task A_federation_of_one_client_is_training_at_one_place()
    {
        var data = Toy.Clients(1, ScalarType.Float64)[0];
        var options = Toy.Options with { Rounds = 1, LocalEpochs = 3 };
        var found = await FederatedSimulation.RunAsync([data], Toy.Network(type: ScalarType.Float64), new FedAvg(), options);
        torch.manual_seed((long)options.Seed);
        using var network = Toy.Network(type: ScalarType.Float64)();
        using var optimizer = torch.optim.SGD(network.parameters(), options.LearningRate, options.Momentum);
        var batches = new ShuffledBatches(data.Count, options.BatchSize,
            new RandomStream(options.Seed, "federated-client/" + data.Name).NextUInt64());
        for (var epoch = 0; epoch < 3; epoch++)
        {
            foreach (var rows in batches.Batches(epoch))
            {
                var index = torch.tensor(Array.ConvertAll(rows, row => (long)row));
                optimizer.zero_grad();
                nn.functional.cross_entropy(network.call(data.Inputs.index_select(0, index)).Logits,
                    torch.tensor(Array.ConvertAll(rows, row => (long)data.Labels[row]))).backward();
                optimizer.step();
            }
        }

        var expected = ModelState.Read(network);
        Assert.All(expected.Entries.Zip(found.Model.Entries), pair =>
            Assert.All(pair.First.Values.Zip(pair.Second.Values), v => Assert.Equal(v.First, v.Second, 1e-12)));
    }

    [Fact]
    public async Task The_rate_drops_where_it_is_asked_to_and_labels_are_kept_for_audit()
    {
        var plain = await Run(new FedAvg(), Toy.Options with { Rounds = 3 });
        var dropped = await Run(new FedAvg(), Toy.Options with { Rounds = 3, RateDropRound = 2 });
        var later = await Run(new FedAvg(), Toy.Options with { Rounds = 3, RateDropRound = 3 });
        Assert.Equal(plain.Model.Fingerprint(), later.Model.Fingerprint());
        Assert.Equal(plain.Rounds[1].Loss, dropped.Rounds[1].Loss);
        Assert.NotEqual(plain.Model.Fingerprint(), dropped.Model.Fingerprint());

        var data = Toy.Clients(2)[1];
        var options = Toy.Options with { Relabel = RelabelKind.FedReLa, RelabelRound = 0, FedReLa = new() { Percentage = 40 } };
        using var network = Toy.Network()();
        var client = new FederatedClient(data, new FedAvg(), options, Toy.Network());
        var update = client.Train(new RoundRequest(0, ModelState.Read(network), ModelState.Empty), network);
        Assert.True(update.Moves.Sum() > 0);
        Assert.Equal(update.Moves.Sum(), data.Labels.Zip(client.TrainingLabels).Count(pair => pair.First != pair.Second));
    }

    [Fact]
    public async Task Random_relabelling_moves_as_many_rows_of_each_pair_of_classes()
    {
        var options = Toy.Options with { Rounds = 3, Relabel = RelabelKind.FedReLa, RelabelRound = 2, FedReLa = new() { Percentage = 30 } };
        var chosen = await Run(new FedAvg(), options);
        var random = await Run(new FedAvg(), options with { Relabel = RelabelKind.Random });
        Assert.True(chosen.Rounds[2].Moves.Sum() > 0);
        Assert.Equal(chosen.Rounds[2].Moves, random.Rounds[2].Moves);
        Assert.NotEqual(chosen.Model.Fingerprint(), random.Model.Fingerprint());
    }

    [Fact]
    public async Task Norm_layers_stay_with_their_client_where_asked()
    {
        var averaged = await Run(new FedAvg(), norm: true);
        var local = await Run(new FedAvg(), Toy.Options with { KeepLocalNorm = true }, norm: true);
        Assert.NotEqual(averaged.Model.Fingerprint(), local.Model.Fingerprint());
        Assert.True(averaged.Model.Entries.Single(entry => entry.IsCounter).Values[0] > 0);
    }

    [Fact]
    public async Task Bytes_are_those_of_the_tensors_sent()
    {
        var avg = await Run(new FedAvg(), Toy.Options with { Rounds = 1 });
        var scaffold = await Run(new Scaffold(), Toy.Options with { Rounds = 1 });
        Assert.Equal(4 * avg.Model.Bytes, avg.Rounds[0].BytesDown);
        Assert.Equal(4 * (avg.Model.Bytes + 16), avg.Rounds[0].BytesUp);
        Assert.Equal(2 * avg.Rounds[0].BytesDown, scaffold.Rounds[0].BytesDown);
    }

    [Fact]
    public async Task A_client_whose_values_are_not_finite_is_named_and_left_out_and_an_empty_one_is_not_asked()
    {
        var clients = Toy.Clients(3);
        using var broken = clients[1].Inputs * double.NaN;
        ClientData[] mixed = [clients[0], new("broken", broken, clients[1].Labels, Toy.Classes), clients[2],
            new("empty", torch.zeros(0, 8), [], Toy.Classes)];
        var result = await FederatedSimulation.RunAsync(mixed, Toy.Network(), new FedAvg(), Toy.Options with { Rounds = 1 });
        Assert.Equal(["site 0", "site 2"], result.Rounds[0].Clients);
        Assert.Contains("not a finite number", result.Rounds[0].Lost["broken"]);
        Assert.Null(result.Model.FirstNotFinite());
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            FederatedSimulation.RunAsync([mixed[1]], Toy.Network(), new FedAvg(), Toy.Options));
        Assert.Contains("client broken: its loss is not a finite number", error.Message);
        await Assert.ThrowsAsync<ArgumentException>(() => FederatedSimulation.RunAsync([mixed[3]], Toy.Network(), new FedAvg(),
            Toy.Options));
    }

    private static void StopAfter(RoundResult round, int count, CancellationTokenSource stop)
    {
        if (round.Round == count - 1)
        {
            stop.Cancel();
        }
    }

    private sealed class Watch(Action<RoundResult> watch) : IProgress<RoundResult>
    {
        public void Report(RoundResult value) => watch(value);
    }
}
