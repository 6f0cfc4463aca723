using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Counterpoise.Lifecycle.Agents;
using Counterpoise.Lifecycle.Lineage;
using Counterpoise.Lifecycle.Planning;

namespace Counterpoise.Lifecycle.Orchestration;

/// <summary>
/// Runs a plan: each agent on the artifacts of the steps before it, each output validated before it is taken on, each artifact stored with
/// what it came from. Work that was done already, by this run before it was killed or by another one, is not done again; a step whose
/// output has faults tries other parameters, then asks a person; an agent's exception is a failed artifact, and the run ends with it.
/// </summary>
public static class PipelineOrchestrator
{
    private const string BeginAction = "run", AskAction = "ask", AnswerAction = "answer", EndAction = "end";

    /// <summary>Runs a plan, or goes on with it.</summary>
    /// <param name="options">Data and store.</param>
    /// <param name="plan">A plan that <see cref="PlanReader.Check(PipelinePlan)"/> has nothing against.</param>
    /// <param name="progress">Told of each step as it ends; or null.</param>
    /// <param name="cancellationToken">Ends the work; what is done is kept.</param>
    /// <exception cref="ArgumentException">The plan cannot be run.</exception>
    /// <exception cref="IOException">A file cannot be read or written, since the disk is full for instance; the store is whole.</exception>
    public static PipelineResult Run(PipelineOptions options, PipelinePlan plan, IProgress<StepResult>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(plan);
        options.Validate();
        if (PlanReader.Check(plan) is { Count: > 0 } faults)
            throw new ArgumentException($"the plan cannot be run: {string.Join("; ", faults)}", nameof(plan));
        foreach (var file in new[] { options.Data, options.Stream }.OfType<string>())
            if (!File.Exists(file))
                throw new FileNotFoundException($"there is no file '{file}'", file);
        if (options.Stream is null && plan.Steps.Any(s => s.Agent == "stream-ingestion"))
            throw new ArgumentException(
                "the plan has a step for later rows, and no file of them is given: name one, or leave the step out", nameof(plan));
        using var store = ArtifactStore.Open(options.Store, new ArtifactStoreOptions { User = options.User });
        return new PipelineRun(store, options, plan, progress, cancellationToken).Run();
    }

    /// <summary>Answers a question of a run; running it again goes on from there.</summary>
    /// <param name="store">The store.</param>
    /// <param name="run">The run.</param>
    /// <param name="isYes">The answer.</param>
    /// <exception cref="InvalidOperationException">The run is not there, or asks nothing.</exception>
    public static void Answer(ArtifactStore store, string run, bool isYes)
    {
        ArgumentNullException.ThrowIfNull(store);
        var record = Runs(store).FirstOrDefault(r => r.Run == run)
            ?? throw new InvalidOperationException(
            $"there is no run '{run}'; the runs are {string.Join(", ", Runs(store).Select(r => r.Run).DefaultIfEmpty("none"))}");
        if (record.Status != PipelineStatus.Waiting)
            throw new InvalidOperationException($"run '{run}' asks nothing: it is {record.Status}");
        store.Record(AnswerAction, $"{run}/{record.AskedAt}", new Dictionary<string, string> { ["answer"] = isYes ? "yes" : "no" });
    }

    /// <summary>The runs of a store, the oldest first.</summary>
    /// <param name="store">The store.</param>
    public static IReadOnlyList<RunRecord> Runs(ArtifactStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var runs = new Dictionary<string, RunRecord>();
        foreach (var entry in store.Audit())
        {
            if (entry.Action == BeginAction && !runs.ContainsKey(entry.Subject))
                runs[entry.Subject] = new RunRecord(entry.Subject, PipelineStatus.Begun, entry.Time,
                    entry.Details.GetValueOrDefault("name", ""), "", "");
            else if (entry.Action == AskAction && entry.Subject.Split('/') is [var asking, var step]
                && runs.TryGetValue(asking, out var record))
                runs[asking] = record with { Status = PipelineStatus.Waiting, Reason = entry.Details.GetValueOrDefault("question", ""),
                    AskedAt = step };
            else if (entry.Action == AnswerAction && entry.Subject.Split('/') is [var answered, _]
                && runs.TryGetValue(answered, out var asked))
                runs[answered] = asked with { Status = PipelineStatus.Begun, Reason = "", AskedAt = "" };
            else if (entry.Action == EndAction && runs.TryGetValue(entry.Subject, out var ended))
                runs[entry.Subject] = ended with { Status = Enum.Parse<PipelineStatus>(entry.Details["status"]),
                    Reason = entry.Details.GetValueOrDefault("reason", ""), AskedAt = "" };
        }

        return [.. runs.Values];
    }

    private sealed class PipelineRun(ArtifactStore store, PipelineOptions options, PipelinePlan plan, IProgress<StepResult>? progress,
        CancellationToken cancellationToken)
    {
        private readonly List<StepResult> _steps = [];
        private readonly Dictionary<string, Artifact> _made = [];
        private string _id = "";

        public PipelineResult Run()
        {
            var data = Raw(options.Data);
            var stream = options.Stream is { } path ? Raw(path) : null;
            var written = store.Put(new ArtifactDraft { Kind = ArtifactKinds.Plan, Producer = "planner" },
                Encoding.UTF8.GetBytes(plan.ToJson()), cancellationToken);
            _id = Identify(written, data, stream);
            if (!Logged(BeginAction, _id).Any())
                store.Record(BeginAction, _id, new Dictionary<string,
                    string> { ["plan"] = written.Id, ["data"] = data.Id, ["name"] = Path.GetFileName(options.Data),
                    ["seed"] = $"{options.Seed}" }, cancellationToken);
            try
            {
                foreach (var step in PlanReader.Order(plan)!)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (Step(step, data, stream) is { } ended)
                        return ended;
                }
            }
            catch (AgentStopException stop)
            {
                return End(PipelineStatus.Refused, stop.Message);
            }

            return Finish(written, data, stream);
        }

        private PipelineResult? Step(PipelineStep step, Artifact data, Artifact? stream)
        {
            var agent = AgentCatalog.Find(step.Agent)!;
            var inputs = Inputs(step, agent, agent.Name == "stream-ingestion" ? stream! : data);
            IReadOnlyDictionary<string, string> parameters = Parameters(step, agent);
            for (var attempt = 0; ; attempt++)
            {
                var draft = new ArtifactDraft { Kind = agent.Gives, Producer = agent.Name, Version = agent.Version,
                    Parents = [.. inputs.Select(i => i.Id)], Parameters = parameters, Seed = options.Seed };
                var context = new AgentContext { Inputs = [.. inputs.Select(i => (AsTaken(i, agent), store.Read(i)))],
                    Parameters = parameters, Seed = options.Seed };
                var (artifact, notes, wasThere) = Work(agent, draft, context);
                if (artifact.Fault is { } failed)
                {
                    Add(step, artifact, wasThere, [failed], []);
                    return End(PipelineStatus.Failed, $"step '{step.Id}': {failed}");
                }

                var faults = StepValidation.Check(agent, context,
                    new AgentOutput { Content = store.Read(artifact), Metrics = artifact.Metrics });
                if (faults.Count > 0 && attempt < options.Retries && agent.Relax(parameters, faults) is { } other)
                {
                    if (!Logged("retry", $"{_id}/{step.Id}").Any(e => e.Details["artifact"] == artifact.Id))
                        store.Record("retry", $"{_id}/{step.Id}", new Dictionary<string,
                            string> { ["artifact"] = artifact.Id, ["faults"] = string.Join("; ", faults.Select(f => f.Text)) },
                            cancellationToken);
                    parameters = other;
                    continue;
                }

                Add(step, artifact, wasThere, notes, faults);
                _made[step.Id] = artifact;
                return faults.Count == 0 ? null : Ask(step.Id,
                    $"step '{step.Id}' made an artifact with faults: {string.Join("; ", faults.Select(f => f.Text))}. Go on with it?");
            }
        }

        /// <summary>Does the work, or finds it done. What went wrong within the agent is an artifact too.</summary>
        private (Artifact Artifact, IReadOnlyList<string> Notes, bool WasThere) Work(IAgent agent, ArtifactDraft draft,
            AgentContext context)
        {
            if (store.FindWork(draft) is { } there)
                return (there, [], true);
            try
            {
                var output = agent.Run(context, cancellationToken);
                return (store.Put(draft with { Metrics = output.Metrics }, output.Content, cancellationToken), output.Notes, false);
            }
            catch (Exception fault) when (fault is not (OperationCanceledException or AgentStopException or IOException))
            {
                var text = $"{fault.GetType().Name}: {fault.Message}";
                return (store.Put(draft with { Fault = text }, Encoding.UTF8.GetBytes(text), cancellationToken), [], false);
            }
        }

        /// <summary>
        /// The artifacts that an agent takes: for each kind that of the nearest step before. A repaired model takes the place of a model.
        /// </summary>
        private List<Artifact> Inputs(PipelineStep step, IAgent agent, Artifact raw)
        {
            var before = new List<string>();
            void Add(string id)
            {
                foreach (var earlier in plan.Steps.First(s => s.Id == id).DependsOn)
                {
                    if (before.Contains(earlier))
                        continue;
                    before.Add(earlier);
                    Add(earlier);
                }
            }

            Add(step.Id);
            Artifact Nearest(string kind) => before.Select(id => _made[id]).FirstOrDefault(a => a.Kind == kind)!;
            return [.. agent.Takes.Select(kind => kind == ArtifactKinds.RawData ? raw : kind == StepKinds.Model
                && agent.Name != "drift-repair" && Nearest(StepKinds.Repair) is { } repaired ? repaired : Nearest(kind))];
        }

        private static Artifact AsTaken(Artifact artifact, IAgent agent) => artifact.Kind == StepKinds.Repair
            && agent.Takes.Contains(StepKinds.Model) ? artifact with { Kind = StepKinds.Model } : artifact;

        private Dictionary<string, string> Parameters(PipelineStep step, IAgent agent) =>
            agent.Parameters.ToDictionary(p => p.Name, p => p.Name switch
        {
            "target" when p.IsForPeople => options.Target,
            "exclude" when p.IsForPeople => string.Join(',', options.Exclude),
            _ => step.Parameters.GetValueOrDefault(p.Name, p.Default),
        });

        private PipelineResult Finish(Artifact written, Artifact data, Artifact? stream)
        {
            var deployment = _made.Values.LastOrDefault(a => a.Kind == StepKinds.Deployment);
            if (deployment is not null && options.AsksBeforeDeployment && Ask("publish", Question(deployment)) is { } asked)
                return asked;
            var content = JsonSerializer.SerializeToUtf8Bytes(
                new { run = _id, steps = PlanReader.Order(plan)!.Select(s => new { step = s.Id, artifact = _made[s.Id].Id }) });
            store.Put(new ArtifactDraft
            {
                Kind = StepKinds.Run,
                Producer = "orchestrator",
                Parents = [written.Id, data.Id, .. stream is null ? Array.Empty<string>() : [stream.Id],
                    .. _made.Values.Select(a => a.Id).Distinct()],
                Seed = options.Seed,
            }, content, cancellationToken);
            // A run that has finished before is not put to use again: what came after it, or a rollback, stays.
            if (deployment is not null && !Logged(EndAction, _id).Any(e => e.Details["status"] == nameof(PipelineStatus.Finished)))
                Deployments.Publish(store, deployment, $"run {_id}");
            return End(PipelineStatus.Finished, "") with { Deployed = deployment?.Id };
        }

        private string Question(Artifact deployment)
        {
            var evaluation = _made.Values.LastOrDefault(a => a.Kind == StepKinds.Evaluation);
            var value = evaluation?.Metrics.GetValueOrDefault("balanced_accuracy", double.NaN) ?? double.NaN;
            return string.Create(CultureInfo.InvariantCulture,
                $"put deployment {deployment.Id[..12]} to use? Its balanced accuracy on test rows is {value:0.000}");
        }

        /// <summary>Null where a person has said yes.</summary>
        private PipelineResult? Ask(string step, string question)
        {
            var subject = $"{_id}/{step}";
            var answer = Logged(AnswerAction, subject).LastOrDefault()?.Details["answer"];
            if (answer == "yes")
                return null;
            if (answer == "no")
                return End(PipelineStatus.Refused, $"a person said no to: {question}");
            if (!Logged(AskAction, subject).Any())
                store.Record(AskAction, subject, new Dictionary<string, string> { ["question"] = question }, cancellationToken);
            return new PipelineResult { Run = _id, Status = PipelineStatus.Waiting, Steps = _steps, AskedAt = step, Reason = question };
        }

        private PipelineResult End(PipelineStatus status, string reason)
        {
            var last = Logged(EndAction, _id).LastOrDefault();
            if (last?.Details["status"] != status.ToString() || last.Details.GetValueOrDefault("reason", "") != reason)
                store.Record(EndAction, _id, new Dictionary<string, string> { ["status"] = status.ToString(), ["reason"] = reason },
                    cancellationToken);
            return new PipelineResult { Run = _id, Status = status, Steps = _steps, Reason = reason };
        }

        private void Add(PipelineStep step, Artifact artifact, bool wasThere, IReadOnlyList<string> notes, IReadOnlyList<StepFault> faults)
        {
            var result = new StepResult { Step = step.Id, Agent = step.Agent, Artifact = artifact.Id, WasThere = wasThere,
                Metrics = artifact.Metrics, Notes = notes, Faults = faults };
            _steps.Add(result);
            progress?.Report(result);
        }

        private IEnumerable<AuditEntry> Logged(string action, string subject) =>
            store.Audit().Where(e => e.Action == action && e.Subject == subject);

        private Artifact Raw(string path) => store.Put(
            new ArtifactDraft { Kind = ArtifactKinds.RawData, Producer = "person", Parameters = new Dictionary<string,
                string> { ["name"] = Path.GetFileName(path) } }, File.ReadAllBytes(path), cancellationToken);

        private string Identify(Artifact written, Artifact data, Artifact? stream)
        {
            var text = string.Join('\n', [written.Id, data.Id, stream?.Id ?? "", options.Target, string.Join(',', options.Exclude),
                $"{options.Seed}"]);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
        }
    }
}
