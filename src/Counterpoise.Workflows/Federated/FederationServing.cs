using System.Diagnostics;
using Counterpoise.Federated.Evaluation;
using Counterpoise.Federated.Methods;
using Counterpoise.Federated.Rounds;
using Counterpoise.Federated.Transport;
using Counterpoise.Learning.Models;
using Counterpoise.Torch.Files;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Federated;

/// <summary>Runs the server of a federation of real processes; killed, it goes on from its last round when it is started again.</summary>
public static class FederationServing
{
    /// <summary>Listens, waits for clients, runs all rounds, and writes the network.</summary>
    /// <param name="options">The folder, where it listens, whom it waits for.</param>
    /// <param name="listening">Called when clients can connect: with the address, and the certificate's fingerprint where it made its
    /// own.</param>
    /// <param name="events">Told what people should know, and each round; null for nobody.</param>
    /// <param name="cancellationToken">Stops; finished rounds are kept.</param>
    /// <exception cref="InputException">The folder holds no federation, or an option is out of range.</exception>
    /// <exception cref="TimeoutException">Too few clients came in time.</exception>
    public static async Task<FederationServingResult> RunAsync(
        FederationServingOptions options, Action<Uri, string?>? listening = null, IProgress<WorkflowEvent>? events = null,
            CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var folder = new FederationFolder(options.Folder);
        var plan = FederationPlan.Load(folder.Plan);
        var (inputs, labels, counts) = RowFile.LoadTest(folder.Test, plan.ClassNames.Count);
        using var test = inputs;
        var method = FederatedMethods.Create(plan.Method);
        var evaluator = new FederatedEvaluator(inputs, labels, plan.ClassNames, counts);
        var training = new FederatedTraining([], plan.Network.Create, method, plan.Options) { Folder = folder.Server, Evaluate = Judge };
        var (endpoint, fingerprint) = Secure(options, folder);
        await using var host = await FederationHost.StartAsync(endpoint, method, plan.Options, cancellationToken).ConfigureAwait(false);
        listening?.Invoke(host.Address, fingerprint);
        var watch = new FederationWatch(plan, events, FederatedServer.CountRounds(folder.Server));
        if (FederatedServer.CountRounds(folder.Server) < plan.Options.Rounds)
        {
            var expected = options.Expected > 0 ? options.Expected : Math.Max(1, plan.Clients.Count);
            events.Note($"waiting for {expected} {(expected == 1 ? "client" : "clients")}");
            await host.WaitForClientsAsync(expected, options.Wait, cancellationToken).ConfigureAwait(false);
        }

        var result = await host.RunAsync(training, options.ClientTimeout, watch, cancellationToken).ConfigureAwait(false);
        Save(plan, result, folder.Model);
        return new FederationServingResult(result.Rounds, result.Rounds[^1].Metrics, result.Model.Fingerprint(), folder.Model);

        IReadOnlyDictionary<string, double>? Judge(JudgedRound round) => round.Round % options.EvaluateEvery != options.EvaluateEvery - 1
            && round.Round != plan.Options.Rounds - 1
            ? null
            : evaluator.Evaluate(round.Network, method, plan.AdjustStrength, round.SharedCounts, cancellationToken);
    }

    private static (FederationEndpoint Endpoint, string? Fingerprint) Secure(FederationServingOptions options, FederationFolder folder)
    {
        if (!options.Tls || options.Endpoint.Certificate is not null)
        {
            return (options.Endpoint, null);
        }

        var fingerprint = FederationCertificate.ReadOrWrite(folder.Certificate, null, "localhost", options.Endpoint.Address,
            Environment.MachineName);
        return (options.Endpoint with { Certificate = folder.Certificate }, fingerprint);
    }

    private static void Save(FederationPlan plan, FederatedResult result, string path)
    {
        using EmbeddingClassifier network = plan.Network.Create();
        result.Model.CopyTo(network);
        SafetensorsFile.Save(path, network.state_dict(), new Dictionary<string,
            string> { ["method"] = plan.Method, ["classes"] = string.Join('\n', plan.ClassNames) });
    }

    private sealed class FederationWatch(FederationPlan plan, IProgress<WorkflowEvent>? events, int known) : IProgress<RoundResult>
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();

        public void Report(RoundResult value)
        {
            foreach (var (client, reason) in value.Lost)
            {
                events.Warn($"client {client} is left out of round {value.Round + 1}: {reason}");
            }

            var (done, rounds) = (value.Round + 1 - known, plan.Options.Rounds);
            events?.Report(new FederatedStep(plan.Method, plan.Options.Seed, value, rounds, done, rounds - known,
                _clock.Elapsed / done * (rounds - known - done)));
        }
    }
}
