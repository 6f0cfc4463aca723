using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Counterpoise.Randomness;

namespace Counterpoise.Federated.Rounds;

/// <summary>
/// The server of a federation: draws clients, has them train, leaves out those that fail, joins the rest, and keeps each round so that it
/// can go on after a crash.
/// </summary>
public sealed class FederatedServer
{
    private const string RoundKey = "rounds", HistoryKey = "history", SettingsKey = "settings";

    /// <summary>What the states of the server and of its clients are called in a folder.</summary>
    internal const string FileName = "server.safetensors", Clients = "clients";

    private readonly IFederatedMethod _method;
    private readonly FederatedOptions _options;
    private readonly SortedDictionary<string, IReadOnlyList<int>> _told = new(StringComparer.Ordinal);
    private readonly string? _file;
    private readonly UpdateSpool? _spool;

    /// <summary>Creates a server.</summary>
    /// <param name="method">The method, which has prepared a network.</param>
    /// <param name="options">The federation's options.</param>
    /// <param name="folder">Where its state is kept after every round, and gone on from when it is there; null keeps nothing.</param>
    public FederatedServer(IFederatedMethod method, FederatedOptions options, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_method, _options, _file) = (method, options, folder is null ? null : Path.Combine(folder, FileName));
        _spool = folder is null ? null : new UpdateSpool(Path.Combine(folder, "updates"));
    }

    /// <summary>How long a client may take for a round before it is left out; default for ever.</summary>
    public TimeSpan ClientTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Fewest usable updates of a round, at least 1; below it the federation stops with an error. Default 1.</summary>
    public int FewestUpdates { get; init; } = 1;

    /// <summary>
    /// Computes metrics of the deployed network after a round (from 0), given <see cref="SharedCounts"/>; null evaluates nothing.
    /// </summary>
    public Func<int, ModelState, IReadOnlyList<int>?, IReadOnlyDictionary<string, double>?>? Evaluate { get; init; }

    /// <summary>
    /// Rows of each class over all clients that were asked so far and told theirs (<see cref="FederatedOptions.SharesCounts"/>), [C]; null
    /// where none did. It is what logit adjustment after training takes for the class priors.
    /// </summary>
    public IReadOnlyList<int>? SharedCounts => _told.Count == 0 ? null
        : [.. Enumerable.Range(0, _told.First().Value.Count).Select(c => _told.Values.Sum(counts => counts[c]))];

    /// <summary>
    /// Lets a federation go on from the rounds of another that was trained with <see cref="FederatedOptions.Before"/>: copies its folder
    /// under its own options. A folder that holds a federation already stays as it is.
    /// </summary>
    /// <param name="from">The folder of the other, finished.</param>
    /// <param name="to">The folder of this one.</param>
    /// <param name="method">The method, the same for both.</param>
    /// <param name="options">The options of this one.</param>
    /// <exception cref="InvalidDataException">The folder holds a federation of other options or of fewer rounds.</exception>
    public static void Branch(string from, string to, IFederatedMethod method, FederatedOptions options)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(options);
        var file = Path.Combine(to, FileName);
        if (File.Exists(file))
        {
            return;
        }

        var (states, metadata) = StateFile.Load(Path.Combine(from, FileName));
        var rounds = int.Parse(metadata[RoundKey], CultureInfo.InvariantCulture);
        if (rounds > options.FirstChange || metadata[SettingsKey] != FederatedSettings.Describe(method, options.Before(rounds)))
        {
            throw new InvalidDataException($"{from} holds {rounds} rounds of a federation with other options: {metadata[SettingsKey]}");
        }

        foreach (var memory in Directory.Exists(Path.Combine(from, Clients))
            ? Directory.GetFiles(Path.Combine(from, Clients), "*", SearchOption.AllDirectories) : [])
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, memory));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(memory, copy, overwrite: true);
        }

        // Last: where it stands, the rest is there.
        Directory.CreateDirectory(to);
        StateFile.Save(file, states, metadata.Where(entry => entry.Key != SettingsKey)
            .Append(new(SettingsKey, FederatedSettings.Describe(method, options))).ToDictionary());
    }

    /// <summary>How many rounds a folder holds; 0 where it holds no federation.</summary>
    /// <param name="folder">The folder.</param>
    public static int CountRounds(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var file = Path.Combine(folder, FileName);
        return File.Exists(file) ? int.Parse(StateFile.Load(file).Metadata[RoundKey], CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>Where a client of a federation in this folder keeps what it remembers.</summary>
    /// <param name="folder">The federation's folder.</param>
    /// <param name="client">The client's name.</param>
    public static string MemoryOf(string folder, string client) => Path.Combine(folder, Clients, Uri.EscapeDataString(client));

    /// <summary>Runs all rounds, or those that an earlier run has left.</summary>
    /// <param name="initial">The initial network; all clients' networks fit it.</param>
    /// <param name="clients">The clients that are there at the start of a round; those without rows are left out.</param>
    /// <param name="progress">Receives what happened after every round.</param>
    /// <param name="cancellationToken">Stops; the round in hand is lost, those before it are kept.</param>
    /// <exception cref="InvalidDataException">The folder holds a federation of other options.</exception>
    /// <exception cref="InvalidOperationException">Too few clients gave a usable update; the message says why each was left
    /// out.</exception>
    public async Task<FederatedResult> RunAsync(ModelState initial, Func<IReadOnlyList<IClientChannel>> clients,
        IProgress<RoundResult>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentNullException.ThrowIfNull(clients);
        var (state, history) = Resume(initial) ?? (_method.Start(initial), []);
        for (var round = history.Count; round < _options.Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var clock = Stopwatch.StartNew();
            var present = clients().Where(client => client.Info.Rows > 0).OrderBy(client => client.Info.Name, StringComparer.Ordinal)
                .ToArray();
            var request = new RoundRequest(round, state.Global, state.Extras);
            var (updates, lost, asked) = await AskAsync(request, present, cancellationToken).ConfigureAwait(false);
            if (updates.Length < Math.Max(1, FewestUpdates))
            {
                throw new InvalidOperationException(
                    $"round {round}: {updates.Length} usable updates, at least {Math.Max(1, FewestUpdates)} are needed; "
                    + $"{(lost.Count == 0 ? "no client with rows is there"
                        : string.Join("; ", lost.Select(l => $"client {l.Key}: {l.Value}")))}");
            }

            state = _method.Aggregate(state, new ServerRound(round, present.Length, updates, _options));
            var result = Describe(round, updates, lost, request.Bytes * asked, state, clock);
            history.Add(result);
            Save(state, history);
            _spool?.Clear();
            progress?.Report(result);
        }

        return new FederatedResult(_method.Deploy(state), state, history);
    }

    /// <summary>What a client tells of its classes must be of its rows: the priors that are made of it decide for all.</summary>
    private string? FaultOf(ClientInfo info)
    {
        if (!_options.SharesCounts)
        {
            return null;
        }

        var classes = _told.Count == 0 ? info.Counts?.Count : _told.First().Value.Count;
        return info.Counts is null ? "told no counts of its classes, which this federation shares"
            : info.Counts.Count != classes ? $"told counts of {info.Counts.Count} classes, the others of {classes}"
            : info.Counts.Any(n => n < 0) || info.Counts.Sum(n => (long)n) != info.Rows
                ? $"told counts that add up to {info.Counts.Sum(n => (long)n)}, and joined with {info.Rows} rows"
            : null;
    }

    private RoundResult Describe(int round, ClientUpdate[] updates, SortedDictionary<string, string> lost, long down, ServerState state,
        Stopwatch clock)
    {
        var rows = updates.Sum(update => (double)update.Rows);
        var moves = updates.Select(update => update.Moves).Where(m => m.Count > 0).ToArray();
        return new RoundResult(
            round,
            [.. updates.Select(update => update.Client)],
            lost,
            updates.Sum(update => update.Loss * update.Rows / rows),
            down,
            updates.Sum(update => update.Bytes),
            moves.Length == 0 ? [] : [.. Enumerable.Range(0, moves[0].Count).Select(at => moves.Sum(m => m[at]))],
            Evaluate?.Invoke(round, _method.Deploy(state), SharedCounts) ?? new Dictionary<string, double>(),
            clock.Elapsed.TotalSeconds);
    }

    private async Task<(ClientUpdate[] Updates, SortedDictionary<string, string> Lost, int Asked)> AskAsync(RoundRequest request,
        IClientChannel[] present, CancellationToken cancellationToken)
    {
        var drawn = Draw(present, request.Round);
        var lost = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var info in drawn.Select(client => client.Info).Where(info => info.Counts is not null && FaultOf(info) is null))
        {
            _told[info.Name] = info.Counts!;
        }

        var answers = await Task.WhenAll(drawn.Select(client => AskAsync(client, request, cancellationToken))).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var (client, (_, reason)) in drawn.Zip(answers))
        {
            if (reason is not null)
            {
                lost[client.Info.Name] = reason;
            }
        }

        return ([.. answers.Select(answer => answer.Update).OfType<ClientUpdate>()], lost, drawn.Length);
    }

    private async Task<(ClientUpdate? Update, string? Reason)> AskAsync(IClientChannel client, RoundRequest request,
        CancellationToken cancellationToken)
    {
        if (FaultOf(client.Info) is { } untold)
        {
            return (null, untold);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ClientTimeout);
        try
        {
            var update = await client.TrainAsync(request, limit.Token).ConfigureAwait(false);
            return FaultOf(update, client, request) is { } fault ? (null, fault) : (_spool?.Keep(update) ?? update, null);
        }
        catch (ClientLostException exception)
        {
            return (null, exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"no answer within {ClientTimeout.TotalSeconds:0.#} seconds"));
        }
    }

    private static string? FaultOf(ClientUpdate update, IClientChannel client, RoundRequest request) =>
        update.Client != client.Info.Name ? $"answered in the name of {update.Client}"
        : update.Rows != client.Info.Rows ? $"joined with {client.Info.Rows} rows and sent an update of {update.Rows}"
        : update.Steps < 1 ? "took no step"
        : !update.State.Fits(request.State) ? "sent a network of another architecture"
        : !double.IsFinite(update.Loss) ? "its loss is not a finite number"
        : (update.State.FirstNotFinite() ?? update.Extras.FirstNotFinite()) is { } name ? $"{name} holds values that are not finite numbers"
        : null;

    private IClientChannel[] Draw(IClientChannel[] present, int round)
    {
        if (_options.ClientFraction == 1 || present.Length == 0)
        {
            return present;
        }

        var order = Enumerable.Range(0, present.Length).ToArray();
        new RandomStream(_options.Seed, "clients", (ulong)round).Shuffle<int>(order);
        var count = Math.Max(1, (int)Math.Round(_options.ClientFraction * present.Length));
        return [.. order.Take(count).Order().Select(at => present[at])];
    }

    private void Save(ServerState state, List<RoundResult> history)
    {
        if (_file is null)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        var states = new Dictionary<string, ModelState> { ["global"] = state.Global, ["extras"] = state.Extras, ["kept"] = state.Kept };
        StateFile.Save(_file, states, new Dictionary<string, string>
        {
            [RoundKey] = history.Count.ToString(CultureInfo.InvariantCulture),
            [SettingsKey] = Settings(),
            [HistoryKey] = JsonSerializer.Serialize(history),
        });
    }

    private (ServerState State, List<RoundResult> History)? Resume(ModelState initial)
    {
        if (_file is null || !File.Exists(_file))
        {
            return null;
        }

        var (states, metadata) = StateFile.Load(_file);
        if (metadata.GetValueOrDefault(SettingsKey) != Settings())
        {
            throw new InvalidDataException(
                $"{_file} holds a federation of other options: go on with its own, or name another folder. Its options: "
                + $"{metadata.GetValueOrDefault(SettingsKey)}");
        }

        var state = new ServerState(states["global"], states.GetValueOrDefault("extras", ModelState.Empty),
            states.GetValueOrDefault("kept", ModelState.Empty));
        return state.Global.Fits(initial)
            ? (state, JsonSerializer.Deserialize<List<RoundResult>>(metadata[HistoryKey])!)
            : throw new InvalidDataException($"{_file} holds a federation of another network: name another folder");
    }

    private string Settings() => FederatedSettings.Describe(_method, _options);
}
