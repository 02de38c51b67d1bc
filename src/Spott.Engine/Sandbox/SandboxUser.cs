using System.Globalization;
using System.Text.Json;

namespace Spott.Engine.Sandbox;

/// <summary>The people who work with the invented CRM: the owners of its opportunities.</summary>
internal static class SandboxUser
{
    public static string Id(int owner) => "usr-" + (owner + 1).ToString("D2", CultureInfo.InvariantCulture);

    /// <summary>Not everybody has a picture.</summary>
    public static void WriteAvatarUrl(Utf8JsonWriter writer, int owner)
    {
        if (owner % 3 == 2)
            writer.WriteNull("avatarUrl"u8);
        else
            writer.WriteString("avatarUrl"u8, "https://example.com/avatars/" + Id(owner) + ".png");
    }

    /// <summary>Writes the list of those who have not left.</summary>
    public static void WriteActive(Utf8JsonWriter writer, SandboxData data)
    {
        writer.WriteStartArray("users"u8);
        for (int owner = 0; owner < SandboxNames.Owners.Length; owner++)
        {
            if (SandboxDirectory.HasLeft(owner, data.Today))
                continue;
            writer.WriteStartObject();
            writer.WriteString("userId"u8, Id(owner));
            writer.WriteString("name"u8, data.Directory.OwnerName(owner));
            writer.WriteString("email"u8, Id(owner) + "@example.com");
            WriteAvatarUrl(writer, owner);
            writer.WriteNull("deactivatedAt"u8);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
