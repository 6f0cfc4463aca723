using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Lifecycle.Lineage;
using Counterpoise.Lifecycle.Orchestration;
using Counterpoise.Lifecycle.Planning;
using Counterpoise.Workflows;

namespace Counterpoise.Cli.Verbs;

/// <summary>
/// <c>counterpoise pipeline run|status|approve|lineage|verify|rollback</c>: agents from the raw file to a model in use, with everything
/// that they made and what it was made of.
/// </summary>
internal static class PipelineVerb
{
    private static readonly Option<DirectoryInfo> Store = new("--store") { Description = "The folder that keeps artifacts and audit log.",
        HelpName = "folder", Required = true };
    private static readonly Option<string> User = new("--user") { Description = "Who stands in the audit log.",
        DefaultValueFactory = _ => Environment.UserName, HelpName = "name" };
    private static readonly Option<string> Target = new("--target") { Description = "The class column.", HelpName = "column",
        Required = true };
    private static readonly Option<string[]> Exclude = new("--exclude") { Description = "Columns to leave out.",
        AllowMultipleArgumentsPerToken = true, HelpName = "column" };
    private static readonly Option<FileInfo?> Stream = new("--stream") { Description =
        "A file of later rows with classes, for monitoring and repair.", HelpName = "file" };
    private static readonly Option<FileInfo?> Plan = new("--plan") { Description = "A plan (JSON) in place of the one that rules propose.",
        HelpName = "file" };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "Seed of all draws.", DefaultValueFactory = _ => 1,
        HelpName = "seed" };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Put the model to use without asking." };
    private static readonly Option<bool> No = new("--no") { Description = "Answer no." };
    private static readonly Option<string> Reason = new("--reason") { Description = "Why, for the audit log.",
        DefaultValueFactory = _ => "asked for on the command line", HelpName = "text" };

    public static Command Create()
    {
        var command = new Command("pipeline",
            "Take a raw file to a model in use by agents, with lineage, audit log, questions to people, and rollback.");
        command.Add(RunCommand());
        command.Add(PipelinePlanCommand.Create(Target, Exclude, Stream));
        command.Add(Sub("status", "The runs of a store, what they came to, and the model in use.", [], Status));
        var run = new Argument<string>("run") { Description = "The run that asks." };
        command.Add(Sub("approve", "Answer a run's question; running it again goes on from there.", [run, No, User],
            parsed => Approve(parsed, parsed.GetValue(run)!)));
        var id = new Argument<string>("artifact") { Description = "The first digits of its id." };
        command.Add(Sub("lineage", "What an artifact was made of, and what was made of it.", [id],
            parsed => Lineage(parsed, parsed.GetValue(id)!)));
        command.Add(Sub("verify", "Read everything again, and find what was changed.", [], Verify));
        command.Add(Sub("rollback", "Put the model to use that was in use before.", [Reason, User], Rollback));
        return command;
    }

    private static Command RunCommand()
    {
        var data = new Argument<string>("data") { Description = "A table." };
        var command = new Command("run", "Run a pipeline, or go on with it: work that is done is not done again.") { data, Store, Target,
            Exclude, Stream, Plan, Seed, Yes, User };
        KeptWork.In(command, parsed => parsed.GetValue(Store)?.FullName, "audit.jsonl");
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, parsed.GetValue(data)!, cancellationToken),
            cancellationToken));
        return command;
    }

    private static Command Sub(string name, string description, IEnumerable<Symbol> symbols, Func<ParseResult, int> run)
    {
        var command = new Command(name, description) { Store };
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
                command.Add(argument);
            else
                command.Add((Option)symbol);
        }

        command.SetAction((parsed, cancellationToken) => Task.Run(() => run(parsed), cancellationToken));
        return command;
    }

    private static int Run(ParseResult parsed, string data, CancellationToken cancellationToken)
    {
        var options = new PipelineOptions
        {
            Store = parsed.GetValue(Store)!.FullName,
            Data = data,
            Target = parsed.GetValue(Target)!,
            Exclude = Lists.Of(parsed.GetValue(Exclude)),
            Stream = parsed.GetValue(Stream)?.FullName,
            Seed = parsed.GetValue(Seed),
            AsksBeforeDeployment = !parsed.GetValue(Yes),
            User = parsed.GetValue(User)!,
        };
        var result = PipelineOrchestrator.Run(options, ReadPlan(parsed, options), new Told(), cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
            Terminal.WriteJson(result);
        else
            Terminal.WriteTable($"run {result.Run}", ["step", "artifact", "state", "metrics"],
                result.Steps.Select(s => new[] { s.Step, Short(s.Artifact ?? ""),
                s.Faults.Count > 0 ? "faults" : s.WasThere ? "was there" : "made", Metrics(s.Metrics) }));
        return Tell(result, options);
    }

    private static PipelinePlan ReadPlan(ParseResult parsed, PipelineOptions options)
    {
        if (parsed.GetValue(Plan) is not { } file)
            return PipelinePlanCommand.InWords(() => PipelinePlanning.ByRules(options));
        var reading = PlanReader.Read(File.ReadAllText(file.FullName));
        return reading.Plan ?? throw new InputException($"the plan '{file.Name}' cannot be run: {string.Join("; ", reading.Faults)}");
    }

    private static int Tell(PipelineResult result, PipelineOptions options)
    {
        var store = CommandText.Quote(options.Store);
        Terminal.Say(result.Status switch
        {
            PipelineStatus.Finished => result.Deployed is { } id ? $"finished; deployment {Short(id)} is in use" : "finished",
            PipelineStatus.Waiting =>
                $"{result.Reason}\ncounterpoise pipeline approve {result.Run} --store {store} (or with --no), then run the same line again",
            PipelineStatus.Refused => $"ended: {result.Reason}",
            _ => $"failed: {result.Reason}",
        });
        return result.Status is PipelineStatus.Finished or PipelineStatus.Waiting ? ExitCode.Ok : result.Status == PipelineStatus.Refused
            ? ExitCode.BadInput : ExitCode.Failed;
    }

    private static int Status(ParseResult parsed)
    {
        using var store = Open(parsed);
        var (runs, current) = (PipelineOrchestrator.Runs(store), Deployments.Current(store));
        if (parsed.GetValue(SharedOptions.Json))
            Terminal.WriteJson(new { runs, deployed = current?.Id, folder = current is null ? null : Deployments.Folder(store, current) });
        else
            Terminal.WriteTable("runs", ["run", "status", "begun", "data", "reason"],
                runs.Select(r => new[] { r.Run, Name(r.Status), r.Begun.ToString("u", CultureInfo.InvariantCulture), r.Data, r.Reason }));
        Terminal.Say(current is null ? "no model is in use"
            : $"in use: {Short(current.Id)}, {Path.Combine(Deployments.Folder(store, current), "model.cpm")}");
        return ExitCode.Ok;
    }

    private static int Approve(ParseResult parsed, string run)
    {
        using var store = Open(parsed, parsed.GetValue(User));
        var isYes = !parsed.GetValue(No);
        Told.Refuse(() => PipelineOrchestrator.Answer(store, run, isYes));
        Terminal.Say($"{(isYes ? "yes" : "no")} to run {run}: run the same line again");
        return ExitCode.Ok;
    }

    private static int Lineage(ParseResult parsed, string id)
    {
        using var store = Open(parsed);
        var artifact = Told.Refuse(() => store.Find(id));
        var rows = store.Ancestors(artifact.Id).Select(a => (Role: "ancestor", Artifact: a)).Append((Role: "itself", Artifact: artifact))
            .Concat(store.Descendants(artifact.Id).Select(a => (Role: "descendant", Artifact: a))).ToList();
        if (parsed.GetValue(SharedOptions.Json))
            Terminal.WriteJson(rows.Select(r => new { r.Role, r.Artifact }));
        else
            Terminal.WriteTable($"lineage of {Short(artifact.Id)}", ["role", "artifact", "kind", "producer", "made of", "parameters"],
                rows.Select(r => new[] { r.Role, Short(r.Artifact.Id), r.Artifact.Kind, r.Artifact.Producer,
                    string.Join(' ', r.Artifact.Parents.Select(Short)),
                    string.Join(' ', r.Artifact.Parameters.Where(p => p.Value.Length > 0).Select(p => $"{p.Key}={p.Value}")) }));
        return ExitCode.Ok;
    }

    private static int Verify(ParseResult parsed)
    {
        using var store = Open(parsed);
        var found = store.Verify();
        if (parsed.GetValue(SharedOptions.Json))
            Terminal.WriteJson(found);
        else if (!found.IsIntact)
            Terminal.WriteTable("faults", ["where", "what"], found.Faults.Select(f => new[] { f.Where, f.Text }));
        Terminal.Say(found.IsIntact
            ? string.Create(CultureInfo.InvariantCulture,
                $"intact: {found.Entries} entries, {found.Artifacts} artifacts, {found.Traceability:P0} reach raw data; the last entry "
                + $"is {found.Head}")
            : $"{found.Faults.Count} faults in {found.Entries} entries and {found.Artifacts} artifacts");
        return found.IsIntact ? ExitCode.Ok : ExitCode.Failed;
    }

    private static int Rollback(ParseResult parsed)
    {
        using var store = Open(parsed, parsed.GetValue(User));
        var earlier = Told.Refuse(() => Deployments.Rollback(store, parsed.GetValue(Reason)!));
        if (parsed.GetValue(SharedOptions.Json))
            Terminal.WriteJson(new { deployed = earlier.Id });
        Terminal.Say($"in use: {Short(earlier.Id)}, {Path.Combine(Deployments.Folder(store, earlier), "model.cpm")}");
        return ExitCode.Ok;
    }

    private static ArtifactStore Open(ParseResult parsed, string? user = null)
    {
        var folder = parsed.GetValue(Store)!.FullName;
        return File.Exists(Path.Combine(folder, "audit.jsonl"))
            ? ArtifactStore.Open(folder, new ArtifactStoreOptions { User = user ?? Environment.UserName })
            : throw new InputException($"'{folder}' is no store: it has no audit.jsonl");
    }

    private static string Short(string id) => id.Length > 12 ? id[..12] : id;

    private static string Metrics(IReadOnlyDictionary<string, double> metrics) =>
        string.Join(' ', metrics.Take(6).Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Key}={m.Value:0.###}")));

    private static string Name(PipelineStatus status) => status switch
    {
        PipelineStatus.Begun => "begun",
        PipelineStatus.Waiting => "asks",
        PipelineStatus.Finished => "finished",
        PipelineStatus.Refused => "ended",
        _ => "failed",
    };

    /// <summary>Says each step as it ends.</summary>
    private sealed class Told : IProgress<StepResult>
    {
        public void Report(StepResult value)
        {
            Terminal.Say($"{value.Step}: {(value.WasThere ? "was there" : "made")} {Short(value.Artifact ?? "")}");
            foreach (var note in value.Notes)
                Terminal.Say($"  {note}");
            foreach (var fault in value.Faults)
                Terminal.Say($"  {fault.Check}: {fault.Text}");
        }

        /// <summary>What a person asked for and cannot be is bad input.</summary>
        public static T Refuse<T>(Func<T> work)
        {
            try
            {
                return work();
            }
            catch (Exception fault) when (fault is InvalidOperationException or KeyNotFoundException)
            {
                throw new InputException(fault.Message);
            }
        }

        public static void Refuse(Action work) => Refuse(() =>
        {
            work();
            return true;
        });
    }
}
