namespace Counterpoise.Lifecycle.Lineage;

/// <summary>
/// One line of the audit log. Each holds the hash of the one before, so that none can be changed, moved or left out unseen.
/// </summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Time">When, in UTC.</param>
/// <param name="User">Who.</param>
/// <param name="Action">What was done, such as <c>put</c> or <c>point</c>.</param>
/// <param name="Subject">To what: the id of an artifact, a run or a name.</param>
/// <param name="Details">Further facts by name, in the order of their names.</param>
/// <param name="Previous">Hash of the entry before; 64 zeros for the first.</param>
/// <param name="Hash">SHA-256 of all of the above.</param>
public sealed record AuditEntry(long Number, DateTimeOffset Time, string User, string Action, string Subject,
    IReadOnlyDictionary<string, string> Details, string Previous, string Hash);
