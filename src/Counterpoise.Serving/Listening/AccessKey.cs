using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Counterpoise.Serving.Listening;

/// <summary>The key that clients send.</summary>
internal static class AccessKey
{
    public const string Remedy = "send the key as 'Authorization: Bearer KEY'";

    /// <summary>Whether a request has the key; the time that this takes does not depend on how much of it is right.</summary>
    public static bool IsSent(HttpRequest request, string key) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString())),
        SHA256.HashData(Encoding.UTF8.GetBytes($"Bearer {key}")));
}
