"""The pictures of chronicles and sheets, at the width and in the format a browser asks for."""
